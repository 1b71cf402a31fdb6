/** For a small box that also carries the devices' traffic; durability is never traded. */
export const SERVER_SETTINGS: Readonly<Record<string, string>> = {
  shared_buffers: '64MB',
  max_connections: '40',
  wal_compression: 'on',
  max_wal_size: '1GB',
  jit: 'off',
  fsync: 'on',
  synchronous_commit: 'on',
  autovacuum: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_duration_statement: '5s',
  log_line_prefix: '%m [%p] %a ',
};

/** Later settings win. The addresses are not negotiable: only this machine, only with the password. */
export function settingArguments(port: number, settings: Readonly<Record<string, string>>): readonly string[] {
  const all = {
    ...SERVER_SETTINGS,
    ...settings,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
