import { eachObject, type Placed, placedAt } from './json-pointer';
import type { References } from './reference';

/** An Argo Rollout: the workload it takes its template from, the Services and Ingresses that it switches, the analyses that judge it. */
export function addRolloutReferences(to: References, spec: Placed): void {
  to.addTyped(placedAt(spec, 'workloadRef'), { kind: 'Deployment', group: 'apps' }, { through: 'workload' });
  const blueGreen = placedAt(spec, 'strategy', 'blueGreen');
  const canary = placedAt(spec, 'strategy', 'canary');
  addServices(to, blueGreen, ['activeService', 'previewService']);
  addServices(to, canary, ['stableService', 'canaryService']);
  addServices(to, placedAt(canary, 'pingPong'), ['pingService', 'pongService']);
  const traffic = placedAt(canary, 'trafficRouting');
  addServices(to, placedAt(traffic, 'alb'), ['rootService']);
  to.add(placedAt(traffic, 'alb'), 'ingress', { kind: 'Ingress', group: 'networking.k8s.io', through: 'backend' });
  to.add(placedAt(traffic, 'nginx'), 'stableIngress', { kind: 'Ingress', group: 'networking.k8s.io', through: 'backend' });
  addAnalyses(to, placedAt(canary, 'analysis'));
  addAnalyses(to, placedAt(blueGreen, 'prePromotionAnalysis'));
  addAnalyses(to, placedAt(blueGreen, 'postPromotionAnalysis'));
  for (const step of eachObject(canary.value, canary.path, 'steps')) {
    addAnalyses(to, placedAt(step, 'analysis'));
    addTemplates(to, placedAt(step, 'experiment'), 'analyses');
  }
}

function addServices(to: References, at: Placed, fields: readonly string[]): void {
  for (const field of fields) to.add(at, field, { kind: 'Service', through: 'service' });
}

function addAnalyses(to: References, analysis: Placed): void {
  addTemplates(to, analysis, 'templates');
}

function addTemplates(to: References, owner: Placed, list: 'templates' | 'analyses'): void {
  for (const template of eachObject(owner.value, owner.path, list)) {
    const kind = template.value.clusterScope === true ? 'ClusterAnalysisTemplate' : 'AnalysisTemplate';
    to.add(template, 'templateName', { kind, group: 'argoproj.io', through: 'analysis' });
  }
}
