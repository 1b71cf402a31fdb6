export { runFieldline } from './program.js';
export type { CliContext } from './shell/cli-context.js';
