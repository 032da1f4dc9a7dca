import type { Json, Rendered } from '../../../manifest';
import type { SettingsSchema } from '../../../settings';

/** What a chart is derived from. */
export interface DeriveInput<Settings = unknown> {
  /** The chart's name; its named templates begin with it: `dodo.labels`. */
  readonly chart: string;
  /** The program's settings. */
  readonly schema: SettingsSchema<Settings>;
  /** Renders the program, each time from a fresh tree. Manifests keep the tokens of derived values. */
  readonly render: (settings: Settings) => Rendered;
  /** The merged values of each environment, before validation. The first is the chart's default. All of them are covered. */
  readonly bases: readonly Json[];
  /** Literals of the program's source, which hostile samples are made of. */
  readonly literals: readonly (string | number)[];
  /**
   * Asked after all probes: the ranges of the program's code that none of them ran. Any answer refuses the chart, since nobody knows what such a branch
   * does to it.
   * @default nothing is asked, and a branch for one value in millions stays unseen
   */
  readonly untaken?: (() => readonly CodeRange[]) | undefined;
  /** Settings that the author wants to be the same in every release, as paths. */
  readonly fixed?: readonly string[] | undefined;
  /** Template text for places that cannot be learned. */
  readonly templates?: readonly PlaceTemplate[] | undefined;
  /** Settings that are the release's. */
  readonly binding?: ReleaseBinding | undefined;
  /**
   * Whether earlier generations of kept config come with its values, also where the program makes none any more.
   * @default whether it makes any
   */
  readonly kept?: boolean | undefined;
  readonly progress?: ((phase: string, detail: string) => void) | undefined;
  /** @default 1 */
  readonly seed?: number | undefined;
}

export interface CodeRange {
  readonly file: string;
  readonly line: number;
}

/** The author's own template text for one place of an object. What it gives is proved by Helm only. */
export interface PlaceTemplate {
  readonly kind: string;
  /** Of all objects of that kind where it is left out. */
  readonly name?: string | undefined;
  /** JSON pointer of the place. */
  readonly path: string;
  /** An action's inner text that gives JSON: `.Values.web.port | toJson`. */
  readonly expression: string;
}

export interface ReleaseBinding {
  /** The setting that becomes .Release.Name. */
  readonly name?: string | undefined;
  /** The setting that becomes .Release.Namespace. */
  readonly namespace?: string | undefined;
}
