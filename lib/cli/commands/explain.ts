import { type Command, Option } from 'commander';
import { RollwrightError } from '../../errors';
import { describeIdentity, identityOf, type Manifest } from '../../manifest';
import { type Explanation, explain, type Json, mergeLayers, type Path, parsePath, valueAt } from '../../settings';
import { type Invocation, type ProjectOptions, projectOf, projectOption, type SettingOptions, settingOptions } from '../command';
import { environmentOf } from '../environments';
import { hiding } from '../hiding';
import type { PlacedProgram } from '../project';
import { type Reach, reachOf } from '../reach';
import { layersOf, programIn, type RenderContext, renderContext, settingsOf } from '../render';
import { shortPath, sourceLine } from '../source-lines';
import { shown, table } from '../table';

interface ExplainOptions extends ProjectOptions, SettingOptions {
  readonly env?: string | undefined;
  readonly format: 'text' | 'json';
}

export function define(command: Command, invocation: Invocation): void {
  settingOptions(projectOption(command.argument('<path>', 'a setting, or a map of settings: web.replicas')))
    .option('-e, --env <name>', 'the environment (may be left out where there is one)')
    .addOption(new Option('--format <format>', 'how it is printed').choices(['text', 'json']).default('text'))
    .action((path: string, options: ExplainOptions) => explainSetting(path, options, invocation));
}

function explainSetting(text: string, options: ExplainOptions, invocation: Invocation): void {
  const { terminal } = invocation;
  const loaded = projectOf(options, invocation);
  const environment = environmentOf(loaded.project, options.env);
  const context = renderContext(loaded, options, terminal);
  const placed = programIn(loaded.project, environment, options.program);
  const explained = located(explain(placed.program.settings, layersOf(placed, environment, context), text), placed, environment, context);
  const isMap = typeof explained.value === 'object' && explained.value !== null && !Array.isArray(explained.value) && !explained.secret;
  const reach = isMap ? undefined : reaches(explained, placed, environment, context);
  const said = options.format === 'json' ? JSON.stringify(asData(explained, placed, environment, reach), undefined, 2) : asText(explained, reach);
  // A program may name an object after a secret. No output takes it; here it is only seen.
  const hide = hiding(Object.keys(placed.environments).flatMap((name) => secretTextsOf(placed, name, context)));
  terminal.out(`${hide(said)}\n`);
}

/** The secrets of an environment; none where its settings are wrong, since nothing is made of these. */
function secretTextsOf(placed: PlacedProgram, environment: string, context: RenderContext): readonly string[] {
  try {
    return settingsOf(placed, environment, context).secretTexts;
  } catch (error) {
    if (error instanceof RollwrightError) return [];
    throw error;
  }
}

function asText(explained: Explanation, reach: Reach | undefined): string {
  if (reach !== undefined) return `${wordsOf(explained)}\n${reachText(reach)}`;
  return `${explained.leaves.map((leaf) => `${wordsOf(leaf)}\n`).join('')}(explain one of them to see what it reaches)`;
}

/** The words of an explanation with the line of the very value, where the source can be read. */
function located(explained: Explanation, placed: PlacedProgram, environment: string, context: RenderContext): Explanation {
  const layers = layersOf(placed, environment, context);
  const at = parsePath(explained.path) ?? [];
  return {
    ...explained,
    words: explained.words.map((word) => {
      const layer = layers.find(({ name, file, line }) => name === word.layer && file === word.file && (line === word.line || line === undefined));
      const line = (layer && sourceLine(layer, at, context.cwd)) ?? word.line;
      return { ...word, file: word.file && shortPath(word.file, context.cwd), line };
    }),
    leaves: explained.leaves.map((leaf) => located(leaf, placed, environment, context)),
  };
}

function reaches(explained: Explanation, placed: PlacedProgram, environment: string, context: RenderContext): Reach {
  const at: Path = parsePath(explained.path) ?? [];
  const inLayers = (name: string): Json | undefined => valueAt(mergeLayers(layersOf(placed, name, context)).values, at);
  // Where no layer says it, the schema's default is what it is now; of a secret the text is not in the explanation.
  const value = inLayers(environment) ?? (explained.secret ? undefined : explained.value);
  const elsewhere = Object.keys(placed.environments)
    .map(inLayers)
    .filter((each) => each !== undefined);
  return reachOf(placed, environment, context, at, value, [...elsewhere, ...(explained.setting?.values ?? [])]);
}

function wordsOf({ path, value, words, winner, leaves }: Explanation): string {
  const rows = words.map((word) => {
    const what = word.says === 'sets' ? shown(word.value) : word.says === 'removes' ? '(removed)' : '(replaced as a whole)';
    const where = word.file === undefined ? '' : `${word.file}${word.line === undefined ? '' : `:${word.line}`}`;
    return [word.layer, what, where, word.wins && winner !== 'default' ? '<- wins' : ''];
  });
  if (winner === 'default' && leaves.length === 0) rows.push(['default', shown(value), 'of the schema', '<- wins']);
  const list = table(rows, '  ');
  return `${path} = ${shown(value)}${list === '' ? '' : `\n${list}`}`;
}

function reachText({ objects, tried }: Reach): string {
  if (tried === 0) return 'reaches: not known, because no other valid value was found to try';
  if (objects.length === 0) return `reaches nothing: no object changed with ${tried === 1 ? 'another value' : `${tried} other values`}`;
  return objects
    .flatMap(({ object, paths }) => paths.map((path) => `reaches ${nameOf(object, objects)} ${path === '' ? '(the whole object)' : path}`))
    .join('\n');
}

/** `Deployment/web`, with its namespace only where two would look the same. */
function nameOf(object: Manifest, all: readonly { readonly object: Manifest }[]): string {
  const short = (each: Manifest): string => `${each.kind}/${each.metadata.name ?? ''}`;
  const isOnly = all.filter((each) => short(each.object) === short(object)).length === 1;
  return isOnly ? short(object) : describeIdentity(identityOf(object));
}

function asData(explained: Explanation, placed: PlacedProgram, environment: string, reach: Reach | undefined): object {
  const one = ({ path, value, secret, winner, words }: Explanation): object => ({ path, value, secret, winner, words });
  return {
    version: 1,
    environment,
    program: placed.program.name,
    ...one(explained),
    settings: reach === undefined ? explained.leaves.map(one) : undefined,
    reaches: reach?.objects.map(({ object, paths }) => ({
      object: { apiVersion: object.apiVersion, kind: object.kind, namespace: object.metadata.namespace, name: object.metadata.name },
      paths,
    })),
    tried: reach?.tried,
  };
}
