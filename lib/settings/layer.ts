import { callSite } from './call-site';
import type { JsonObject } from './json';
import type { Assignment } from './set-syntax';

/** Settings as far as one place says them: an environment's file, a values file, one `--set`. Plain data. */
export interface Layer<in Settings = never> {
  /** For the compiler only: a layer written for other settings does not fit. A `Layer` without a type takes every layer. */
  readonly for?: ((settings: Settings) => void) | undefined;
  /**
   * - `program`: written in TypeScript with {@link layer}
   * - `values-file`: read from a Helm values file (`--values`)
   * - `set`: one `--set`, `--set-string` or `--set-file`
   */
  readonly kind: 'program' | 'values-file' | 'set';
  /** How messages call it: `prod`, `values.prod.yaml`, `--set`. */
  readonly name: string;
  /** What it says; `null` removes what earlier layers said. */
  readonly values: JsonObject;
  /** The file that says it, as the stack or the command line names it: absolute or relative, with the platform's separators. */
  readonly file?: string | undefined;
  /** The line of the `layer(…)` call, from 1. */
  readonly line?: number | undefined;
  /** The line of each value in a values file, by path (`web.replicas`), from 1. */
  readonly lines?: ReadonlyMap<string, number> | undefined;
  /** Of a `set` layer: what it assigns, in order. Unlike the values of other layers they reach into lists that earlier layers wrote. */
  readonly assignments?: readonly Assignment[] | undefined;
}

/**
 * `T` with every member optional, at any depth, and with `null` to remove it. Items of a list stay whole, because a list replaces the list
 * of the layers below.
 */
export type PartialDeep<T> = T extends string | number | boolean | bigint | null | undefined | readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: PartialDeep<Exclude<T[K], undefined>> | null }
    : T;

/** Where no type is written, T has no names: then only an empty layer is taken. */
type Typed<T> = [T extends unknown ? keyof T : never] extends [never] ? { readonly [name: string]: never } : PartialDeep<T>;

/**
 * Says a part of a program's settings.
 *
 * ```ts
 * export const prod = layer<z.input<typeof dodoSettings>>({ web: { replicas: 4 }, sentryDsn: null }, 'prod');
 * ```
 * @typeParam T the input type of the program's settings schema; it has to be written, so that a wrong name or type is a compile error
 * @param values what this layer says
 * @param name how messages call it
 * @default name is the name of the file that calls, without its extension
 */
export function layer<T extends object = never>(values: Typed<NoInfer<T>>, name?: string): Layer<T> {
  const site = callSite(layer);
  return {
    kind: 'program',
    get name() {
      return name ?? fileName(site()?.file) ?? 'layer';
    },
    values: values as JsonObject,
    get file() {
      return site()?.file;
    },
    get line() {
      return site()?.line;
    },
  };
}

function fileName(file: string | undefined): string | undefined {
  return file
    ?.split(/[\\/]/)
    .at(-1)
    ?.replace(/\.[cm]?[jt]s$/, '');
}
