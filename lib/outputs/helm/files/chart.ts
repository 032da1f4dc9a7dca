import type { External, Json, JsonObject, Rendered } from '../../../manifest';
import type { OutputFile, ProgramSource } from '../../output';
import type { DerivedChart } from '../derive';
import type { ChartOptions, ReleaseBinding } from '../input';

/** A chart and all that is known of it. */
export interface Chart {
  /** The chart's name; its folder is `chart/<name>`. */
  readonly name: string;
  readonly program: string;
  readonly derived: DerivedChart;
  /** All files, relative to the chart's folder. */
  readonly files: readonly OutputFile[];
  /**
   * Renders what the chart gives: the program in Helm's dialect. Takes settings that the program's schema gave.
   * @param environment whose earlier generations of kept config come along, as with its values file
   */
  readonly render: (settings: unknown, environment?: string) => Rendered;
  /** The program's settings that values.yaml stands for, with those that are the release's and with secrets. */
  readonly defaults: JsonObject;
  /** The same of values.yaml with values.`<environment>`.yaml, by environment. */
  readonly environments: Readonly<Record<string, JsonObject>>;
}

/** What the files of a chart are written from. */
export interface ChartFacts {
  readonly name: string;
  readonly source: ProgramSource;
  readonly options: ChartOptions;
  readonly derived: DerivedChart;
  readonly binding: ReleaseBinding;
  /** values.yaml as data: without secrets and without what is the release's. */
  readonly values: JsonObject;
  /** What each values.`<environment>`.yaml has to say over it. */
  readonly overrides: Readonly<Record<string, JsonObject>>;
  /** The settings of each environment, with what is the release's, without secrets. */
  readonly environments: Readonly<Record<string, JsonObject>>;
  /** The earlier generations of kept config that each values.`<environment>`.yaml has; none for those that have none. */
  readonly kept: Readonly<Record<string, readonly JsonObject[]>>;
  /** What somebody else makes, in a name RELEASE for that of the release. */
  readonly needed: readonly External[];
}

/** A setting's value in some settings, by its path in dots. */
export function settingOf(settings: Json | undefined, path: string): Json | undefined {
  let at = settings;
  for (const step of path.split('.')) at = typeof at === 'object' && at !== null && !Array.isArray(at) ? (at as JsonObject)[step] : undefined;
  return at;
}
