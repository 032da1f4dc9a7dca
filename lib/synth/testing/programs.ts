import { ApiObject, type App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { z } from 'zod';
import { type Problem, RollwrightError } from '../../errors';
import type { Rendered } from '../../manifest';
import { type Program, program } from '../program';
import { type RenderProgramOptions, renderProgram } from '../render-program';

/** A program without settings. */
export function programOf(build: (app: App) => void, rest: Partial<Program<object>> = {}): Program<object> {
  return program({ name: 'shop', settings: z.strictObject({}), build, ...rest });
}

/** Renders what is built into one chart. */
export function rendered(build: (chart: Chart) => void, options: RenderProgramOptions = {}, rest: Partial<Program<object>> = {}): Rendered {
  return renderProgram(
    programOf((app) => build(new Chart(app, 'shop')), rest),
    {},
    { sourceFolder: __dirname, ...options },
  );
}

/** The problems that rendering throws. */
export function problemsOf(run: () => unknown): readonly Problem[] {
  try {
    run();
  } catch (error) {
    if (error instanceof RollwrightError) return error.problems;
    throw error;
  }
  return [];
}

/** Objects of a rendered program as `Kind namespace/name`. */
export function objectsOf({ objects }: Rendered): string[] {
  return objects.map(({ manifest: { kind, metadata } }) => `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`);
}

const VERSIONS: { readonly [kind: string]: string } = {
  Deployment: 'apps/v1',
  Job: 'batch/v1',
  Ingress: 'networking.k8s.io/v1',
  HorizontalPodAutoscaler: 'autoscaling/v2',
  Role: 'rbac.authorization.k8s.io/v1',
};

/** An object of a kind and name, with the construct id that is given or the name. */
export function object(scope: Construct, kind: string, name: string, fields: object = {}, id = `${kind}-${name}`): ApiObject {
  const { metadata, ...rest } = fields as { metadata?: object };
  return new ApiObject(scope, id, { apiVersion: VERSIONS[kind] ?? 'v1', kind, metadata: { name, ...metadata }, ...rest });
}

/** A Deployment whose container has these fields. */
export function deployment(scope: Construct, name: string, container: object, pod: object = {}): ApiObject {
  const spec = { containers: [{ name: 'app', image: 'shop:1', ...container }], ...pod };
  return object(scope, 'Deployment', name, { spec: { selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec } } });
}
