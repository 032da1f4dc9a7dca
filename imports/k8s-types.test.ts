import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Container, type JSONSchemaProps, KubeHorizontalPodAutoscaler, KubePod, KubeService, type PodSpec } from './k8s';

const root = join(__dirname, '..');
const MARK = '// @ts-expect-error';

/** The lines of a module's text on which the compiler reports an error under the project's options. */
function linesWithErrors(text: string): readonly number[] {
  const folder = mkdtempSync(join(tmpdir(), 'types-'));
  try {
    writeFileSync(join(folder, 'case.ts'), text.replace("'../k8s'", JSON.stringify(join(__dirname, 'k8s'))));
    const options = { incremental: false, tsBuildInfoFile: null, types: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions: options, include: ['case.ts'] }));
    const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/typescript/lib/tsc.js'), '-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
    });
    const reports = stdout.split('\n').filter((line) => line.includes(': error '));
    const lines = reports.map((line) => Number(/^case\.ts\((\d+),|\/case\.ts\((\d+),/.exec(line)?.slice(1).find(Boolean)));
    if (stderr !== '' || lines.some(Number.isNaN)) throw new Error(stdout + stderr);
    return [...new Set(lines)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the types', () => {
  const lines = readFileSync(join(__dirname, 'testing/refused.ts'), 'utf8').split('\n');

  it('refuse every marked line of testing/refused.ts, and no other', () => {
    const marked = lines.flatMap((line, index) => (line.includes(MARK) && !line.startsWith(' *') ? [index + 2] : []));
    expect(marked.length).toBeGreaterThan(20);
    expect(linesWithErrors(lines.map((line) => line.replace(MARK, '//')).join('\n'))).toEqual(marked);
  }, 30_000);
});

describe('the types accept, and the objects keep', () => {
  const condition: boolean = process.argv.length > 0; // true, which the compiler does not know

  it('names as on the wire', () => {
    const service = {
      spec: { clusterIP: 'None', loadBalancerIP: '10.0.0.1', trafficDistribution: 'PreferSameZone', ports: [{ port: 80, targetPort: 'http' }] },
    } as const;
    const spec: PodSpec = { hostIPC: true, setHostnameAsFQDN: true, containers: [], volumes: [{ name: 'v', downwardAPI: { items: [] } }] };
    expect(KubeService.manifest(service)).toEqual({ apiVersion: 'v1', kind: 'Service', ...service });
    expect(KubePod.manifest({ spec })).toEqual({ apiVersion: 'v1', kind: 'Pod', spec });
  });

  it('native sidecars, preStop.sleep, in-place resize', () => {
    const sidecar: Container = {
      name: 'proxy',
      restartPolicy: 'Always',
      lifecycle: { preStop: { sleep: { seconds: 5 } } },
      resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }],
    };
    expect(KubePod.manifest({ spec: { containers: [], initContainers: [sidecar] } }).spec?.initContainers).toEqual([sidecar]);
  });

  it('autoscaling/v2', () => {
    const props = {
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        maxReplicas: 6,
        metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
        behavior: { scaleDown: { policies: [{ type: 'Percent', value: 50, periodSeconds: 60 }], selectPolicy: 'Min' } },
      },
    } as const;
    expect(KubeHorizontalPodAutoscaler.manifest(props)).toEqual({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', ...props });
  });

  it('numbers or text for quantities and ports', () => {
    const container: Container = { name: 'web', resources: { requests: { cpu: 1, memory: '64Mi' } }, livenessProbe: { httpGet: { port: 'http' } } };
    expect(KubePod.manifest({ spec: { containers: [container] } }).spec?.containers).toEqual([container]);
  });

  it('undefined, conditional spread and frozen data', () => {
    const container: Container = {
      name: 'web',
      image: undefined,
      ...(condition && { command: ['run'] }),
      resources: { limits: { ...(condition && { cpu: 1 }) } },
    };
    const frozen: PodSpec = Object.freeze({ containers: Object.freeze([Object.freeze({ name: 'web', args: Object.freeze(['a']) })]) });
    expect(container).toEqual({ name: 'web', command: ['run'], resources: { limits: { cpu: 1 } } });
    expect(KubePod.manifest({ spec: frozen }).spec).toBe(frozen);
  });

  it('nested schemas of CRDs in the three forms that Kubernetes reads', () => {
    const schema: JSONSchemaProps = {
      type: 'object',
      properties: {
        names: { type: 'array', items: { type: 'string' }, default: [], enum: [['a'], null] },
        any: { 'x-kubernetes-preserve-unknown-fields': true },
      },
      additionalProperties: false,
      dependencies: { a: ['b'] },
    };
    expect(schema.properties?.names?.items).toEqual({ type: 'string' });
  });
});
