/** How large one fake node is. */
const SIZE = { cpu: '32', memory: '256Gi', pods: '110' };

/** Nodes without a kubelet, for kwok to answer for. They are spread over zones, as topology spread constraints look at zones. */
export function fakeNodes(count: number, labels: Readonly<Record<string, string>> = {}): readonly object[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `node-${index + 1}`;
    const places = {
      'kubernetes.io/hostname': name,
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      'topology.kubernetes.io/zone': `zone-${(index % 3) + 1}`,
    };
    return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels: { ...places, ...labels } }, status: { capacity: SIZE, allocatable: SIZE } };
  });
}
