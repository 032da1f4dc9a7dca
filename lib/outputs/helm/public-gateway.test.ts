import { testPublicChart } from '../testing/helm/public/chart-tests';
import { gateway } from '../testing/helm/public/gateway';
import { gatewayEnvironments } from '../testing/helm/public/gateway/environments';
import { publicSource } from '../testing/helm/public/source';

jest.setTimeout(120_000);

// The annotations that the gateway writes itself; two tenants of one name.
testPublicChart(publicSource(gateway, gatewayEnvironments), ['tenants.*.annotations', '']);
