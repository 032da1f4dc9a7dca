import Module, { createRequire } from 'node:module';
import type { Invocation } from '../command';
import { type LoadedProject, loadProject } from '../loader';
import { isUsers } from './program-files';

/** A project whose own modules were loaded a second time. */
export interface Reloaded {
  readonly project: LoadedProject['project'];
  /** What was compiled, by file. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * How to load a project's own modules again, ours and those of packages staying as they are. Undefined where somebody else loads: a test runner keeps modules
 * in a place of its own.
 */
export function reloading(loaded: LoadedProject, { terminal, load }: Pick<Invocation, 'terminal' | 'load'>): (() => Reloaded) | undefined {
  if (load !== undefined) return undefined;
  return () => {
    const { cache } = createRequire(loaded.file);
    for (const id of Object.keys(cache)) if (isUsers(id.split('?')[0] ?? id)) delete cache[id];
    const texts = new Map<string, string>();
    const { project } = withOtherText(texts, () => loadProject(terminal.cwd, loaded.file));
    return { project, texts };
  };
}

interface ModuleClass {
  _compile(content: string, file: string, ...rest: readonly unknown[]): unknown;
}

/** Loads modules with a comment more at their end: of a text that it knows V8 would take the functions that it compiled before, which count nothing. */
function withOtherText<T>(texts: Map<string, string>, load: () => T): T {
  const prototype = Module.prototype as unknown as ModuleClass;
  const { _compile } = prototype;
  prototype._compile = function (content, file, ...rest) {
    texts.set(file.split('?')[0] ?? file, content);
    return _compile.call(this, `${content}\n// watched`, file, ...rest);
  };
  try {
    return load();
  } finally {
    prototype._compile = _compile;
  }
}
