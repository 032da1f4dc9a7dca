import type { WebServerSettings } from './settings';

/** The server's configuration file. */
export function serverConf({ server, tls, metrics }: WebServerSettings): string {
  return [
    `events { worker_connections ${server.workerConnections}; }`,
    'http {',
    '  include mime.types;',
    ...accessLog(server.logFormat),
    '  server {',
    '    listen 8080;',
    ...(tls === undefined ? [] : ['    listen 8443 ssl;', '    ssl_certificate /certs/tls.crt;', '    ssl_certificate_key /certs/tls.key;']),
    ...(tls === undefined ? [] : [`    ssl_protocols ${tls.minVersion === 'TLSv1.2' ? 'TLSv1.2 TLSv1.3' : 'TLSv1.3'};`]),
    `    server_name ${server.names.length === 0 ? '_' : server.names.join(' ')};`,
    ...(server.gzip ? ['    gzip on;'] : []),
    ...(server.maxBody === undefined ? [] : [`    client_max_body_size ${server.maxBody};`]),
    ...Object.keys(server.headers)
      .sort()
      .map((header) => `    add_header ${header} "${server.headers[header]}" always;`),
    ...(metrics.enabled ? ['    location = /status { stub_status; }'] : []),
    ...server.locations.flatMap(location),
    ...(server.extra === undefined ? [] : [server.extra]),
    '  }',
    '}',
    '',
  ].join('\n');
}

function accessLog(format: WebServerSettings['server']['logFormat']): readonly string[] {
  if (format === 'off') return ['  access_log off;'];
  if (format === 'combined') return ['  access_log /dev/stdout combined;'];
  return [`  log_format json escape=json '{"uri":"$uri","status":"$status"}';`, '  access_log /dev/stdout json;'];
}

function location({ path, proxyPass, cacheSeconds, allow }: WebServerSettings['server']['locations'][0]): readonly string[] {
  return [
    `    location ${path} {`,
    `      ${proxyPass === undefined ? 'root /site' : `proxy_pass ${proxyPass}`};`,
    ...(cacheSeconds === undefined ? [] : [`      expires ${cacheSeconds}s;`]),
    ...allow.map((address) => `      allow ${address};`),
    ...(allow.length === 0 ? [] : ['      deny all;']),
    '    }',
  ];
}
