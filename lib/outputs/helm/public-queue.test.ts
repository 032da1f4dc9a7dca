import { testPublicChart } from '../testing/helm/public/chart-tests';
import { queue } from '../testing/helm/public/queue';
import { queueEnvironments } from '../testing/helm/public/queue/environments';
import { publicSource } from '../testing/helm/public/source';

jest.setTimeout(120_000);

// Helm's own labels stand beside them.
testPublicChart(publicSource(queue, queueEnvironments), ['serviceMonitor.labels']);
