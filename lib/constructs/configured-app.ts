import { ApiObject, type ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import type { ObjectMeta, PodTemplateSpec } from '../../imports/k8s';
import { addIntent, type Json } from '../manifest';
import type { Gate } from './gate';
import { type AppLabels, appLabels, selectorLabels } from './labels';
import { dnsLabel, nameProblem } from './names';
import { configSources, type PodProps, podTemplate } from './pod-template';
import { ProblemList } from './problem-list';
import { type Triggers, triggerAnnotations } from './triggers';
import { type WorkloadKind, type WorkloadSpecs, workloadApiVersions } from './workload-kinds';

/** What an app says, whatever kind of workload it is. */
export interface WorkloadProps extends PodProps {
  /** The object's name, and that of the app's own container: a DNS label. Never made from the construct path. */
  readonly name: string;
  /**
   * The recommended labels. `name` and `component` of them select the pods, and the selector of a Deployment, StatefulSet or DaemonSet can never change.
   * @default { name }, the name of the object
   */
  readonly app?: AppLabels | undefined;
  /**
   * The labels that select the pods, for taking over a workload that is there already with a selector of its own.
   * @default name and component of `app`
   */
  readonly selector?: Readonly<Record<string, string>> | undefined;
  /**
   * More metadata of the object: labels (over the recommended ones), annotations, namespace. That of its pods is `podMetadata`.
   * @default none
   */
  readonly metadata?: Omit<ObjectMeta, 'name'> | undefined;
  /**
   * What new pods wait for before their own containers start.
   * @default nothing
   */
  readonly after?: readonly Gate[] | undefined;
  /**
   * What replaces the pods although no field of theirs changes.
   * @default the checksum of the config that they read
   */
  readonly triggers?: Triggers | undefined;
}

/** What a {@link ConfiguredApp} says: an app, its kind and what Kubernetes lets that kind say besides. */
export type ConfiguredAppProps<K extends WorkloadKind = WorkloadKind> = K extends WorkloadKind ? WorkloadProps & { readonly kind: K } & SpecOf<K> : never;

type SpecOf<K extends WorkloadKind> = object extends WorkloadSpecs[K] ? { readonly spec?: WorkloadSpecs[K] | undefined } : { readonly spec: WorkloadSpecs[K] };

/**
 * Containers and the config that they read, as a workload of any kind. Its pods are replaced when config that they read changes (a CronJob's next run reads
 * the new config anyway); when `version`s, digests or times do, see {@link Triggers}.
 *
 * @throws RollwrightError with everything that is wrong with it: NAME_INVALID, IMAGE_INVALID, CONTAINER_MISSING, CONTAINER_TWICE, ENV_KEY_TWICE,
 * ENV_NAME_INVALID, CONFIG_KEY_MISSING, VOLUME_UNKNOWN, MOUNT_PATH_TWICE, PROBE_PORT_UNKNOWN, ROOT_REFUSED, SELECTOR_MISMATCH, TRIGGER_INVALID, FIELD_INVALID
 */
export class ConfiguredApp extends Construct {
  readonly apiObject: ApiObject;
  readonly name: string;
  /** What the recommended labels are made from. */
  readonly app: AppLabels;
  /** The labels that select the pods. */
  readonly selector: Readonly<Record<string, string>>;
  /** The pod template as it was built; patches of {@link apiObject} come after it. */
  readonly podTemplate: PodTemplateSpec;

  /**
   * @param problems `@internal` what a subclass found already, so that all of it is told together
   */
  constructor(scope: Construct, id: string, props: ConfiguredAppProps, problems: ProblemList = new ProblemList(pathOf(scope, id))) {
    super(scope, id);
    const { kind, name, app = { name }, metadata, after = [], triggers = {} } = props;
    const sources = configSources(props);
    problems.keep('name', nameProblem(dnsLabel, name, { what: `name of the ${kind}` }));
    this.name = name;
    this.app = app;
    this.selector = props.selector ?? problems.attempt('app', () => selectorLabels(app)) ?? {};
    const labels = { ...problems.attempt('app', () => appLabels(app)), ...metadata?.labels };
    this.podTemplate = podTemplate(props, {
      name,
      labels: this.selector,
      annotations: triggerAnnotations(triggers, sources, problems),
      gates: after,
      claims: claimNames(props),
      problems,
    });
    checkSelector(this.selector, this.podTemplate, problems);
    problems.throwIfAny();
    this.apiObject = new ApiObject(this, 'Default', {
      apiVersion: workloadApiVersions[kind],
      kind,
      metadata: { ...metadata, name, labels },
      spec: specOf(props, this.selector, this.podTemplate),
    } as ApiObjectProps & { spec: Json });
    if (kind !== 'CronJob' && triggers.configChecksum !== false) addIntent(this.apiObject, { intent: 'rolls-with-config' });
    // What the pods read, and what they wait for, is applied before them.
    this.apiObject.node.addDependency(...[...sources, ...after].filter((one) => Construct.isConstruct(one)));
  }
}

/** The path that a construct is going to have. */
export function pathOf(scope: Construct, id: string): string {
  return scope.node.path === '' ? id : `${scope.node.path}/${id}`;
}

function specOf(props: ConfiguredAppProps, selector: Readonly<Record<string, string>>, template: PodTemplateSpec): object {
  if (props.kind !== 'CronJob') return { ...props.spec, selector: { matchLabels: selector }, template };
  const { jobTemplate, ...spec } = props.spec;
  // A failed run keeps its pod, and with it its log; the Job makes a new one. `Always`, which pods have by default, no Job may have.
  const podSpec = { ...template.spec, restartPolicy: template.spec?.restartPolicy ?? 'Never' };
  return { ...spec, jobTemplate: { ...jobTemplate, spec: { ...jobTemplate?.spec, template: { ...template, spec: podSpec } } } };
}

function claimNames(props: ConfiguredAppProps): readonly string[] {
  if (props.kind !== 'StatefulSet') return [];
  return (props.spec?.volumeClaimTemplates ?? []).flatMap((claim) => claim.metadata?.name ?? []);
}

function checkSelector(selector: Readonly<Record<string, string>>, template: PodTemplateSpec, problems: ProblemList): void {
  if (Object.keys(selector).length === 0) {
    problems.add('SELECTOR_MISMATCH', 'selector', 'an empty selector selects every pod of the namespace', 'leave selector out, or give it labels');
  }
  for (const [label, value] of Object.entries(selector)) {
    const carried = template.metadata?.labels?.[label];
    if (carried !== value) {
      problems.add(
        'SELECTOR_MISMATCH',
        'podMetadata.labels',
        `the selector asks for ${label}=${value}, the pods carry ${carried}`,
        `drop ${label} from podMetadata.labels`,
      );
    }
  }
}
