import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dodo } from '../../charts/dodo';
import { environments } from '../../environments';
import { type Output, type Project, plainYaml, projectFiles, rollwright } from '../../lib';
import { type ArgoCdOptions, argoCd } from '../../lib/outputs';
import type { ArgoCd } from '../harness';

export interface SourceOptions {
  /** Settings from the start. */
  readonly set?: readonly string[] | undefined;
  /** What argoCd() is told beside the repository. */
  readonly argoCd?: Partial<ArgoCdOptions> | undefined;
  /** @default dodo's prod; its environment must be called prod */
  readonly project?: ((outputs: readonly Output[]) => Project) | undefined;
}

/**
 * A program's prod, dodo's by default, in a namespace of its own: rendered with more and more settings, and committed to a folder of Argo CD's repository
 * that has the namespace's name.
 */
export class Source {
  private settings: readonly string[];
  private count = 0;

  constructor(
    readonly argo: ArgoCd,
    readonly namespace: string,
    private readonly options: SourceOptions = {},
  ) {
    this.settings = [`namespace=${namespace}`, ...(options.set ?? [])];
  }

  /** The name of the Application that argoCd() writes. */
  get application(): string {
    return `${this.namespace}-prod`;
  }

  /** Commits the output with more settings, which stay; returns the commit. */
  commit(message: string, ...settings: readonly string[]): Promise<string> {
    this.settings = [...this.settings, ...settings];
    return this.argo.commit(this.write(), message, this.namespace);
  }

  /** Commits the output with more settings, and applies the AppProject and Application of argoCd(), as somebody does once; returns the commit. */
  async install(message: string, ...settings: readonly string[]): Promise<string> {
    const commit = await this.commit(message, ...settings);
    await this.argo.cluster.kubectlOk(['apply', '-f', join(this.outdir, 'argocd')]);
    if (this.options.argoCd?.clusters === undefined) await this.argo.refresh(this.application);
    return commit;
  }

  private get outdir(): string {
    return join(this.argo.cluster.folder, `${this.namespace}-${this.count}`);
  }

  private write(): string {
    this.count++;
    const follow = argoCd({ repoURL: this.argo.repoURL, targetRevision: 'main', project: this.namespace, path: this.namespace, ...this.options.argoCd });
    const project = (this.options.project ?? dodoProject)([plainYaml(), follow]);
    for (const { folder, files } of projectFiles(project, { set: this.settings })) {
      for (const { path, text } of files) {
        const file = join(this.outdir, folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    }
    return this.outdir;
  }
}

function dodoProject(outputs: readonly Output[]): Project {
  return rollwright({ programs: [dodo], environments: { prod: environments.prod }, outputs });
}
