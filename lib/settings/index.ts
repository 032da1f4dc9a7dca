/** Settings: a zod schema, layers over layers, one validated value, and for each leaf who said it. Pure: text in, values and messages out. Knows no other room. */
export { describeSettings, type SettingDescription } from './describe';
export { type ExplainedWord, type Explanation, explain } from './explain';
export type { Json, JsonObject } from './json';
export { type Layer, layer, type PartialDeep } from './layer';
export { lineInTypeScript, lineInValuesFile } from './locate';
export { maskSecrets } from './mask';
export { type Merged, mergeLayers } from './merge';
export { nearest } from './nearest';
export { formatPath, type Path, parsePath, valueAt } from './path';
export type { Origin, Provenance } from './provenance';
export { type ResolveOptions, resolveSettings, type Settings } from './resolve';
export { isSecretPath, SECRET_TEXT, secret } from './secret';
export { secretTexts } from './secret-texts';
export { setFileLayer, setLayer, setStringLayer } from './set';
export type { Assignment } from './set-syntax';
export type { SettingsSchema } from './settings-schema';
export { type ValuesSource, valuesFileLayer } from './values-file';
export { type Word, wordsOn } from './words';
