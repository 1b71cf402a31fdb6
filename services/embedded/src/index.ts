export { EmbeddedServer, type EmbeddedServerParts } from './start/embedded-server.js';
