import { testPublicChart } from '../testing/helm/public/chart-tests';
import { publicSource } from '../testing/helm/public/source';
import { webServer } from '../testing/helm/public/web-server';
import { webServerEnvironments } from '../testing/helm/public/web-server/environments';

jest.setTimeout(120_000);

// An environment variable has no NUL; the checksum of the config stands beside the annotations.
testPublicChart(publicSource(webServer, webServerEnvironments), ['env.*', 'podAnnotations']);
