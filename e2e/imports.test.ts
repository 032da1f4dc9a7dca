import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runToEnd } from './harness';
import { describeOnControlPlane } from './suite';

const ROOT = join(__dirname, '..');

describeOnControlPlane('imports/k8s.ts', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rollwright-imports-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is, byte for byte, what the generator writes for the API server that the suites run on', async () => {
    const output = join(folder, 'k8s.ts');
    const args = ['--import', require.resolve('tsx'), join(ROOT, 'imports/generate/main.ts'), '--output', output];
    const { code, stderr } = await runToEnd({ program: process.execPath, args, environment: process.env as Record<string, string>, cwd: ROOT });
    expect([code, stderr]).toEqual([0, expect.stringContaining('Kubernetes 1.36.')]);
    expect(readFileSync(output, 'utf8')).toBe(readFileSync(join(ROOT, 'imports/k8s.ts'), 'utf8'));
  });
});
