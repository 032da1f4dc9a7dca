/** What was learned as text: the templates of a chart and its values.schema.json. */
export { emitTemplates, type TemplateFile } from './emit';
export { isCalledAfterRelease, isKept, keptKeyBeside, keptValues, ofRelease, RELEASE } from './kept-values';
export { valuesSchema } from './values-schema';
