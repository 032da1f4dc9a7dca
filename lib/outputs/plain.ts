import { type Problem, RollwrightError } from '../errors';
import { resolveDerived, yamlDocuments } from '../manifest';
import { GENERATED, type Output, type OutputFile, type OutputFolder, type RenderedEnvironment } from './output';
import { type Part, partsOf } from './parts';

/**
 * Plain YAML for `kubectl apply -f dist/prod`: one folder an environment, one file a component of a program. A file's name begins with its level in the
 * graph of what needs what, so that the order of the names is the order in which the files are applied; inside a file the objects stand in apply order.
 * Nothing in it depends on construct paths, on time or on the version of rollwright.
 *
 * An object's component is its label `app.kubernetes.io/component`; objects without it are in the program's shared file.
 */
export function plainYaml(): Output {
  return { name: 'plain', folders: (environments) => environments.map(folderOf) };
}

function folderOf(environment: RenderedEnvironment): OutputFolder {
  const resolved = environment.programs.map(({ program, rendered }) => ({ program, objects: rendered.objects, manifests: resolveDerived(rendered) }));
  const parts = partsOf(resolved);
  const digits = Math.max(2, ...parts.map(({ level }) => String(level).length));
  const named = parts.map((part) => ({ part, path: fileName(part, digits) })).sort((a, b) => (a.path < b.path ? -1 : 1));
  refuseClashes(environment.environment, named);
  return { folder: environment.environment, files: named.map(({ part, path }): OutputFile => ({ path, text: textOf(part, environment.environment) })) };
}

function fileName({ level, program, component }: Part, digits: number): string {
  return `${String(level).padStart(digits, '0')}-${program}${component === '' ? '' : `-${component}`}.yaml`;
}

/** The header ends with `---`, so that files can be joined (`cat dist/prod/*.yaml`) and stay separate documents. */
function textOf({ program, component, manifests }: Part, environment: string): string {
  const what = component === '' ? program : `${program} (${component})`;
  const header = `# ${GENERATED} from the program ${what} for ${environment}; do not edit: change the program or its settings, and run synth`;
  return `${header}\n---\n${yamlDocuments(manifests)}`;
}

/** Names are compared without their case: some file systems know none. */
function refuseClashes(environment: string, named: readonly { part: Part; path: string }[]): void {
  const seen = new Map<string, Part>();
  const problems: Problem[] = [];
  for (const { part, path } of named) {
    const other = seen.get(path.toLowerCase());
    seen.set(path.toLowerCase(), part);
    if (other === undefined) continue;
    const [a, b] = [other, part].map(({ program, component }) => (component === '' ? `the program ${program}` : `${component} of ${program}`));
    problems.push({
      code: 'OUTPUT_FILE_CLASH',
      message: `${a} and ${b} would both be written to ${path}`,
      environment,
      fix: 'Rename one of the programs, or one of the components (label app.kubernetes.io/component)',
    });
  }
  if (problems.length > 0) throw new RollwrightError(problems);
}
