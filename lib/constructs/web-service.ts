import { Construct } from 'constructs';
import { AppConfig, type AppConfigProps } from './app-config';
import { AppService, type AppServiceProps } from './app-service';
import { pathOf } from './configured-app';
import type { Env } from './env';
import type { ConfigUse } from './env-from';
import type { Gate } from './gate';
import type { ImageRef } from './image';
import type { AppLabels } from './labels';
import { MigrationJob, type MigrationJobProps } from './migration-job';
import type { PodProps } from './pod-template';
import { ProblemList } from './problem-list';
import { RollingDeployment, type RollingDeploymentProps } from './rolling-deployment';

/** What the web processes, each kind of worker and the migration of a {@link WebService} share. */
export interface SharedProps extends Pick<RollingDeploymentProps, 'changeCause'>, Pick<PodProps, 'podMetadata'> {
  /** The image of all of them; each may name another. */
  readonly image: ImageRef | string;
  /**
   * ConfigMaps and Secrets that all of them read whole, after the config made here; each may read more after them.
   * @default none
   */
  readonly secrets?: readonly ConfigUse[] | undefined;
  /**
   * Variables that all of them have; each may add some and change some.
   * @default none
   */
  readonly env?: Env | undefined;
  /**
   * Pod fields that all of them have (nodeSelector, tolerations, …); each may change some.
   * @default none
   */
  readonly pod?: PodProps['pod'];
}

/** The web processes, or the workers of one kind: what a RollingDeployment says, beside what is shared. */
export type DeploymentPart = Partial<Omit<RollingDeploymentProps, 'name' | 'app'>>;

/** The migration: what a MigrationJob says, beside what is shared. */
export type MigrationPart = Omit<MigrationJobProps, 'name' | 'app' | 'image'> & Partial<Pick<MigrationJobProps, 'image'>>;

/** What a {@link WebService} says. */
export interface WebServiceProps extends SharedProps {
  /** The service's name: that of its Deployment and its Service, and the beginning of all others. */
  readonly name: string;
  /**
   * The recommended labels beside name and component.
   * @default none
   */
  readonly app?: Pick<AppLabels, 'partOf' | 'version'> | undefined;
  /**
   * Config that all parts read: a ConfigMap `<name>-config`.
   * @default none
   */
  readonly config?: Omit<AppConfigProps, 'name' | 'app'> | undefined;
  /**
   * What runs before the rollout, once for each change: a Job `<name>-migrate-<hash>`. Web processes and workers wait for it.
   * @default none
   */
  readonly migration?: MigrationPart | undefined;
  /** What serves: a Deployment `<name>`, with its budget and autoscaler where it asks for them. */
  readonly web: DeploymentPart;
  /**
   * What works beside it, by name: Deployments `<name>-<worker>`.
   * @default none
   */
  readonly workers?: Readonly<Record<string, DeploymentPart>> | undefined;
  /**
   * The Service `<name>` of the web processes; `false`: none.
   * @default port 80 to the port called http
   */
  readonly service?: Omit<AppServiceProps, 'app'> | false | undefined;
}

/**
 * A web service with its config, its migration, its workers and its address. It only puts together what can be written one by one; every part is a construct
 * that can be reached here, and patched.
 *
 * @throws RollwrightError with everything that is wrong with any part, and COMPONENT_TWICE
 */
export class WebService extends Construct {
  readonly config: AppConfig | undefined;
  readonly migration: MigrationJob | undefined;
  readonly deployment: RollingDeployment;
  /** The Deployments of the workers, by name. */
  readonly workers: Readonly<Record<string, RollingDeployment>>;
  readonly service: AppService | undefined;

  constructor(scope: Construct, id: string, props: WebServiceProps) {
    const problems = new ProblemList(pathOf(scope, id));
    super(scope, id);
    const { name, config, migration, web, workers = {}, service = {} } = props;
    const labels = (component?: string): AppLabels => ({ ...props.app, name, component });

    this.config = problems.attempt('config', () => config && new AppConfig(this, 'config', { name: `${name}-config`, app: labels(), ...config }));
    this.migration = problems.attempt(
      'migration',
      () => migration && new MigrationJob(this, 'migration', { ...this.#with(migration, props), name: `${name}-migrate`, app: labels('migrate') }),
    );
    const after: readonly Gate[] = this.migration ? [this.migration] : [];
    const deploy = (part: DeploymentPart, component: string, as: string): RollingDeployment | undefined =>
      problems.attempt(component, () => {
        const shared = { changeCause: props.changeCause, ...this.#with(part, props), after: [...after, ...(part.after ?? [])] };
        return new RollingDeployment(this, component, { ...shared, name: as, app: labels(component) });
      });
    const deployment = deploy(web, 'web', name);
    const made = Object.entries(workers).map(([worker, part]) => {
      const taken = worker === 'web' || worker === 'migrate';
      if (taken) problems.add('COMPONENT_TWICE', `workers.${worker}`, `another part of the service is called ${worker}`, 'give the worker another name');
      return [worker, taken ? undefined : deploy(part, worker, `${name}-${worker}`)] as const;
    });
    this.service = problems.attempt('service', () => (service && deployment ? new AppService(this, 'service', { app: deployment, ...service }) : undefined));
    problems.throwIfAny();
    this.deployment = deployment as RollingDeployment;
    this.workers = Object.fromEntries(made) as Readonly<Record<string, RollingDeployment>>;
  }

  /** A part with what it shares with the others, its own word over theirs. */
  #with<P extends DeploymentPart | MigrationPart>(part: P, shared: SharedProps): P & { readonly image: ImageRef | string } {
    const made: DeploymentPart | MigrationPart = {
      ...part,
      image: part.image ?? shared.image,
      config: [...(this.config ? [this.config] : []), ...(shared.secrets ?? []), ...(part.config ?? [])],
      env: { ...shared.env, ...part.env },
      pod: { ...shared.pod, ...part.pod },
      podMetadata: {
        labels: { ...shared.podMetadata?.labels, ...part.podMetadata?.labels },
        annotations: { ...shared.podMetadata?.annotations, ...part.podMetadata?.annotations },
      },
    };
    return made as P & { readonly image: ImageRef | string };
  }
}
