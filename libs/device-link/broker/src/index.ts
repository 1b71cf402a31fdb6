export * from './broker-device-link.js';
export * from './link-limits.js';
export type { ListenerOptions, TlsFiles } from './listener.js';
