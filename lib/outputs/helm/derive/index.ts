/** Derives a chart: draws samples, learns, searches for what differs, and narrows, freezes or refuses what is not explained. */
export { type DerivedChart, deriveTemplates } from './derive-templates';
