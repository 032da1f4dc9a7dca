import { App } from 'cdk8s';
import { addServices } from './tree';

const [, , count, charts, outdir] = process.argv;
const app = new App({ outdir: outdir as string });
addServices(app, Number(count), charts as 'each' | 'one');
app.synth();
