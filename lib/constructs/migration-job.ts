import type { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { type Container, KubeJob, type KubeRoleBinding, type PodSpec, type PodTemplateSpec, type Volume } from '../../imports/k8s';
import { RollwrightError } from '../errors';
import { addIntent, type Derived, derive } from '../manifest';
import { versionAnnotations } from './config-source';
import { pathOf } from './configured-app';
import { checkWhole } from './count';
import type { Gate } from './gate';
import { JobAccess } from './job-access';
import { appLabels, selectorLabels } from './labels';
import type { MigrationJobProps } from './migration-props';
import { checkWait, jobWait, type WaitParts } from './migration-wait';
import { dnsLabel, nameProblem } from './names';
import { configSources, podTemplate } from './pod-template';
import { ProblemList } from './problem-list';
import { wholeSeconds } from './quantities';

export type { MigrationJobProps } from './migration-props';

/** Hexadecimal digits in the name: 40 bits tell some 1,000,000 Jobs of one name apart with less than one accident in two. */
const HASH_LENGTH = 10;
const DEADLINE_SECONDS = 3600;

/**
 * A Job that runs once for each change of what it runs: its name carries the hash of its pod template (image, command, env) and of the config that it reads.
 * Applying it again changes nothing; a change makes another Job beside the old one, since the template of a Job can never change.
 *
 * New pods of the workloads that have it in `after` wait in an init container until it is done; old pods serve on, also when it fails. After a failure, what
 * was changed to repair it makes a new Job; where the cause was elsewhere, say `rerun`, or delete the Job and apply again.
 * @throws RollwrightError with everything that is wrong with it: what the pod of a ConfiguredApp refuses, MIGRATION_TTL, MIGRATION_CHECK_MISSING, QUANTITY_INVALID
 */
export class MigrationJob extends Construct implements Gate {
  readonly job: KubeJob;
  /** The Job's name, with a token for its hash: usable in any text of the same tree, readable only in the output. */
  readonly jobName: string;
  /** The access to the Job that waiting pods have, where they watch it. */
  readonly access: JobAccess | undefined;
  readonly waitPod: Partial<PodSpec> | undefined;
  readonly waitVolumes: readonly Volume[];
  readonly waitSeconds: number | undefined;
  readonly #wait: WaitParts | undefined;

  constructor(scope: Construct, id: string, props: MigrationJobProps) {
    const problems = new ProblemList(pathOf(scope, id));
    super(scope, id);
    const { name, when = 'before', wait = {}, app = { name }, metadata = {} } = props;
    problems.keep('name', nameProblem(dnsLabel, name, { what: 'name of a MigrationJob', room: HASH_LENGTH + 1 }));
    const labels = { ...problems.attempt('app', () => appLabels(app)), ...metadata.labels };
    const template = jobTemplate(props, problems);
    const spec = jobSpec(props, problems);

    // The hash is of an object whose name holds it: `of` is filled in as soon as that object is there.
    const run: { -readonly [K in keyof Derived]: Derived[K] } = { hash: 'run', of: this, length: HASH_LENGTH };
    this.jobName = `${name}-${derive(this.node.root, run)}`;
    this.#wait = when === 'after' ? undefined : waitParts(props, this.jobName, template, problems);
    problems.throwIfAny();

    this.job = new KubeJob(this, 'Job', { metadata: { name: this.jobName, ...metadata, labels }, spec: { ...spec, template } });
    run.of = this.job;
    addIntent(this.job, { intent: 'runs-once', when, ...(props.rerunnable === true && { rerunnable: true }) });
    this.job.node.addDependency(...configSources(props).filter((source) => Construct.isConstruct(source)));

    if (this.#wait !== undefined && wait.job !== undefined) {
      this.access = new JobAccess(this, 'access', {
        name,
        jobName: this.jobName,
        metadata: { ...metadata, labels },
        serviceAccountName: wait.job.serviceAccountName,
      });
    }
    this.waitPod = this.access && { serviceAccountName: this.access.serviceAccountName };
    this.waitVolumes = this.#wait?.volumes ?? [];
    this.waitSeconds = when === 'after' || props.deadline === undefined ? undefined : spec.activeDeadlineSeconds;
  }

  /** The init container in which pods of the new version wait; none for a migration that runs after them. Use it, `waitPod` and `waitVolumes` in any pod. */
  waitContainer(): Container | undefined {
    return this.#wait?.container;
  }

  /**
   * Lets pods that run as another service account (`pod.serviceAccountName`) watch the Job; needed only where `wait` is for the Job.
   * @throws RollwrightError MIGRATION_WITHOUT_ACCESS where pods do not watch the Job
   */
  grantWait(serviceAccountName: string): KubeRoleBinding {
    if (this.access !== undefined) return this.access.grant(serviceAccountName);
    const message = `pods do not watch this Job, so ${JSON.stringify(serviceAccountName)} needs no access to it`;
    throw new RollwrightError({ code: 'MIGRATION_WITHOUT_ACCESS', message, construct: this.node.path, fix: 'Drop the call, or say `wait: { job: … }`.' });
  }
}

function jobTemplate(props: MigrationJobProps, problems: ProblemList): PodTemplateSpec {
  const { name, app = { name }, rerun } = props;
  if (rerun === '') problems.add('FIELD_INVALID', 'rerun', 'it is empty', 'Write a text that says why, or leave it out.');
  const restartPolicy = props.pod?.restartPolicy ?? 'Never';
  if (restartPolicy !== 'Never') {
    problems.add(
      'FIELD_INVALID',
      'pod.restartPolicy',
      `${restartPolicy} would run the migration in one pod again and again, and lose the log of each`,
      'Leave it out.',
    );
  }
  const versions = problems.attempt('config', () => versionAnnotations(configSources(props)));
  const { metadata, spec } = podTemplate(props, {
    name,
    labels: problems.attempt('app', () => selectorLabels(app)) ?? {},
    annotations: { ...versions, ...(rerun === undefined ? {} : { 'rollwright.dev/rerun': rerun }) },
    problems,
  });
  return { metadata, ...(spec && { spec: { ...spec, restartPolicy: 'Never' } }) };
}

function jobSpec(props: MigrationJobProps, problems: ProblemList) {
  const { backoffLimit = 3, deadline, ttlAfterFinished, rerunnable = false } = props;
  checkWhole(backoffLimit, 0, 'backoffLimit', problems);
  if (ttlAfterFinished !== undefined && !rerunnable) {
    const message = 'once the finished Job is deleted, the next apply or sync makes it again and runs it again';
    problems.add(
      'MIGRATION_TTL',
      'ttlAfterFinished',
      message,
      'Drop it and let pruning delete old Jobs, or say `rerunnable: true` if the command may run at any time.',
    );
  }
  const seconds = (path: string, duration: Duration, atLeast: number): number | undefined =>
    problems.attempt(path, () => wholeSeconds(duration, { what: `the ${path}`, atLeast }));
  return {
    backoffLimit,
    activeDeadlineSeconds: deadline === undefined ? DEADLINE_SECONDS : seconds('deadline', deadline, 1),
    ...(ttlAfterFinished !== undefined && { ttlSecondsAfterFinished: seconds('ttlAfterFinished', ttlAfterFinished, 0) }),
    // By default a Job replaces a pod that is only being deleted (a drained node), and two migrations run at once until it is gone.
    podReplacementPolicy: 'Failed' as const,
  };
}

function waitParts(props: MigrationJobProps, jobName: string, template: PodTemplateSpec, problems: ProblemList): WaitParts | undefined {
  const { name, check = [], wait = {} } = props;
  if (wait.job !== undefined) return jobWait(name, jobName, wait, problems);
  if (check.length === 0) {
    const fix = "Give `check` a command that ends with 0 once the migration is done, say `wait: { job: … }`, or `when: 'after'`.";
    problems.add('MIGRATION_CHECK_MISSING', 'check', 'new pods could not tell when the migration is done', fix);
  }
  const container = template.spec?.containers.find((one) => one.name === name);
  if (container === undefined) return undefined;
  return checkWait(name, check, wait, { container, volumes: template.spec?.volumes ?? [], securityContext: props.pod?.securityContext }, problems);
}
