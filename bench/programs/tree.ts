import { ApiObject, type App, Chart } from 'cdk8s';
import { serviceObjects } from './service';

/** N services below an app: a Chart for each, or one for all. */
export function addServices(app: App, count: number, charts: 'each' | 'one'): void {
  const one = charts === 'one' ? new Chart(app, 'all') : undefined;
  for (let i = 0; i < count; i++) {
    const chart = one ?? new Chart(app, `service-${i}`);
    for (const object of serviceObjects(i)) new ApiObject(chart, `${i}-${object.kind}`, object);
  }
}
