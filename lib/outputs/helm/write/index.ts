/** What was learned as text: the templates of a chart and its values.schema.json. */
export { emitTemplates, type TemplateFile } from './emit';
export { isCalledAfterRelease, isKept, keptKeyBeside, keptValues } from './kept-values';
export { valuesSchema } from './values-schema';
