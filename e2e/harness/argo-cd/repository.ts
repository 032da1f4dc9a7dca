import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { outputOf } from '../command';

/** The git repository that Argo CD follows, in a folder. */
export class Repository {
  private constructor(readonly folder: string) {}

  static async create(folder: string): Promise<Repository> {
    mkdirSync(folder, { recursive: true });
    const repository = new Repository(folder);
    await repository.git('init', '--quiet', '--initial-branch=main');
    return repository;
  }

  /** For `repoURL`. */
  get url(): string {
    return `file://${this.folder}`;
  }

  /** Makes `to`, a folder of the repository (`.` for all of it), hold exactly what is in `from`, and commits; returns the commit. */
  async commit(from: string, message: string, to: string): Promise<string> {
    const target = join(this.folder, to);
    mkdirSync(target, { recursive: true });
    for (const entry of readdirSync(target)) if (entry !== '.git') rmSync(join(target, entry), { recursive: true });
    cpSync(from, target, { recursive: true });
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--allow-empty', '--message', message);
    return this.head();
  }

  /** A commit that undoes others, latest first, as `git revert` makes it. */
  async revert(...commits: readonly string[]): Promise<string> {
    await this.git('revert', '--no-edit', ...commits);
    return this.head();
  }

  private async head(): Promise<string> {
    return (await this.git('rev-parse', 'HEAD')).trim();
  }

  /** Nobody's own git configuration decides how it behaves. */
  private git(...args: readonly string[]): Promise<string> {
    const environment = {
      PATH: process.env.PATH ?? '/usr/bin:/bin',
      HOME: this.folder,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'e2e',
      GIT_AUTHOR_EMAIL: 'e2e@example.com',
      GIT_COMMITTER_NAME: 'e2e',
      GIT_COMMITTER_EMAIL: 'e2e@example.com',
    };
    return outputOf({ program: 'git', args, environment, cwd: this.folder });
  }
}
