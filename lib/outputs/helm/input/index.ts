/** What a chart is derived from, and what its author says of it. */
export type { CodeRange, DeriveInput, PlaceTemplate, ReleaseBinding } from './derive-input';
export type { ChartOptions } from './options';
export { markedPlace, placeMark, withMarkedPlaces } from './place-templates';
