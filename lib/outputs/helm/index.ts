/**
 * A Helm chart learned from samples of a program: equal to it for every value that its schema takes, or refused. A door of its own, for whoever derives one: what
 * declares a chart (helm-chart.ts) is in that of lib/outputs, which every synth loads.
 */
export { type DerivedChart, deriveTemplates } from './derive';
export { type Chart, chartOf, frozenList, type Listed, newFreezes, overrides, withMadeUpSecrets } from './files';
export type { ChartOptions, CodeRange, DeriveInput, PlaceTemplate, ReleaseBinding } from './input';
export type { Condition, Derived, Frozen, Narrowed, Node, Rule, Template, Templates, UnliftedRule } from './template';
export { drawValues, type HostileDrawing, settingsOfChart } from './values';
export type { TemplateFile } from './write';
