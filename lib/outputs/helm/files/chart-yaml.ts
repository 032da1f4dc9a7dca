import { yamlDocument } from '../../../manifest';
import { type ChartFacts, settingOf } from './chart';
import { headerText } from './header';

/**
 * The first version of Kubernetes that takes by default all that our constructs write: the `sleep` of a drain is the youngest (`PodLifecycleSleepAction` in
 * pkg/features/kube_features.go). `-0` takes the versions of vendors (1.30.1-eks-…), which SemVer calls pre-releases.
 */
export const KUBE_VERSION = '>=1.30.0-0';

/** Chart.yaml, in the order in which Helm's documentation has its fields. */
export function chartYaml(facts: ChartFacts): string {
  const { name, source, options } = facts;
  const { version, description = `${source.program}, from its program in TypeScript`, kubeVersion = KUBE_VERSION } = options;
  const { keywords, home, sources, maintainers, icon } = options;
  const metadata = {
    apiVersion: 'v2',
    name,
    version,
    kubeVersion,
    description,
    type: 'application',
    ...(keywords !== undefined && { keywords }),
    ...(home !== undefined && { home }),
    ...(sources !== undefined && { sources }),
    ...(maintainers !== undefined && { maintainers: maintainers.map((one) => ({ ...one })) }),
    ...(icon !== undefined && { icon }),
    ...appVersion(facts),
  };
  return `# ${headerText(facts, 'helmChart() in main.ts')}\n${yamlDocument(metadata)}`;
}

function appVersion({ options, values }: ChartFacts): { readonly appVersion?: string } {
  const said = typeof options.appVersion === 'object' ? settingOf(values, options.appVersion.setting) : options.appVersion;
  return said === undefined || said === null || typeof said === 'object' ? {} : { appVersion: String(said) };
}
