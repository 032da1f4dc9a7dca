import type { QueueSettings } from './settings';

/** The file rabbitmq.conf. */
export function queueConf(s: QueueSettings): string {
  return [
    '## Generated',
    `default_user = ${s.auth.username}`,
    `listeners.tcp.default = ${s.ports.amqp}`,
    `management.tcp.port = ${s.ports.manager}`,
    ...(s.ports.metrics === undefined ? [] : [`prometheus.tcp.port = ${s.ports.metrics}`]),
    ...(s.logLevel === 'none' ? ['log.console = false'] : ['log.console = true', `log.console.level = ${s.logLevel}`]),
    `max_message_size = ${s.maxMessageBytes}`,
    ...watermark(s.memoryHighWatermark),
    ...clustering(s),
    ...Object.keys(s.configuration)
      .sort()
      .map((key) => `${key} = ${s.configuration[key]}`),
    '',
  ].join('\n');
}

function watermark(mark: QueueSettings['memoryHighWatermark']): readonly string[] {
  if (mark === undefined) return [];
  return mark.type === 'absolute' ? [`vm_memory_high_watermark.absolute = ${mark.amount}`] : [`vm_memory_high_watermark.relative = ${mark.percent}%`];
}

function clustering({ name, namespace, clustering: { enabled, addressType, partitionHandling } }: QueueSettings): readonly string[] {
  if (!enabled) return [];
  return [
    'cluster_formation.peer_discovery_backend = k8s',
    'cluster_formation.k8s.host = kubernetes.default',
    `cluster_formation.k8s.address_type = ${addressType}`,
    ...(addressType === 'hostname' ? [`cluster_formation.k8s.hostname_suffix = .${name}-nodes.${namespace}.svc.cluster.local`] : []),
    `cluster_partition_handling = ${partitionHandling}`,
  ];
}
