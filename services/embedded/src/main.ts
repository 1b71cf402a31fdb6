import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { loadEnvFile } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import {
  createLogger,
  createMetrics,
  Health,
  OperatorError,
  systemClock,
  systemRandom,
  ulid,
} from '@fieldline/platform';
import type { Traces, TracesParts } from './observability/open-traces.js';
import type { EmbeddedSettings } from './settings/embedded.settings.js';
import { helpText } from './settings/help.js';
import { readSettings } from './settings/read-settings.js';
import { within } from './start/within.js';

const WRONG_SETTINGS = 2;
const FAILED = 1;
const FORCED = 130;
/** One Ctrl-C may come twice: from the terminal, and passed on by npm. */
const ECHO_MS = 500;
/** A collector that does not answer holds up a stop no longer. */
const TRACES_MS = 500;
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const tell = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`fieldline: ${text}\n`);

async function run(settings: EmbeddedSettings): Promise<void> {
  const logger = createLogger('fieldline', settings.logLevel);
  let stopping: Promise<void> | undefined;
  let exitCode = 0;
  let signalledAt: number | undefined;
  const leave = (): void => {
    if (stopping !== undefined) return;
    logger.info('the server stops');
    stopping = starting
      .then(
        (server) => server.stop(),
        () => undefined,
      )
      .then(() => traces?.close());
    stopping.then(
      () => {
        logger.info({ exitCode }, 'the server stopped');
        process.exit(exitCode);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'the server did not stop in order');
        process.exit(FAILED);
      },
    );
  };
  const onFailed = (error: Error): void => {
    exitCode = FAILED;
    explain(error);
    leave();
  };
  const { EmbeddedServer } = await import('./start/embedded-server.js');
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const parts = {
    clock: systemClock,
    logger,
    random: systemRandom,
    metrics: createMetrics(),
    runId: ulid(systemClock, systemRandom),
    version,
  };
  const traces = await tracesOf(settings, parts);
  const starting = EmbeddedServer.start({
    ...parts,
    ...(traces && { tracing: traces.tracing }),
    settings,
    health: new Health(),
    startedAtMs: performance.getEntriesByName('fieldline-set-up')[0]?.startTime ?? 0,
    tell,
    onFailed,
  });
  for (const signal of STOP_SIGNALS) {
    process.on(signal, () => {
      const now = systemClock.monotonic();
      signalledAt ??= now;
      if (now - signalledAt > ECHO_MS) process.exit(FORCED);
      leave();
    });
  }
  try {
    await starting;
    logger.info({ version, runId: parts.runId, settings: toldOf(settings) }, 'the server started');
  } catch (error) {
    explain(error);
    process.exit(FAILED);
  }
}

/** The collector's address may hold a name and a password. */
function toldOf({ otlpEndpoint, ...settings }: EmbeddedSettings): object {
  return { ...settings, traces: otlpEndpoint !== undefined };
}

/** The SDK is loaded only where someone collects traces. */
async function tracesOf(
  { otlpEndpoint: endpoint, traceRatio: ratio }: EmbeddedSettings,
  parts: Omit<TracesParts, 'endpoint' | 'ratio'>,
): Promise<Traces | undefined> {
  if (endpoint === undefined || ratio === 0) return undefined;
  const { openTraces } = await import('./observability/open-traces.js');
  const traces = openTraces({ ...parts, endpoint, ratio });
  const limit = { ms: TRACES_MS, what: 'sending the last traces', clock: systemClock, logger: parts.logger };
  return { ...traces, close: () => within(traces.close(), limit) };
}

/** What an operator can mend is one line; anything else is ours, with its stack. */
function explain(error: unknown): void {
  complain(error instanceof OperatorError ? error.message : ((error as Error).stack ?? String(error)));
}

// Left to itself V8 lets garbage of a busy server grow to three times what is live. (`npm start` also gives it room for the
// readings that are under way, 48 MB instead of 16: a third more of them a second.)
setFlagsFromString('--heap-growing-percent=30');
// Journal, keys and socket are for their owner alone.
process.umask(0o077);
if (existsSync('.env')) loadEnvFile('.env');
const read = readSettings(process.argv.slice(2), process.env);
switch (read.kind) {
  case 'help':
    tell(helpText());
    break;
  case 'wrong':
    read.problems.forEach(complain);
    process.exitCode = WRONG_SETTINGS;
    break;
  case 'settings':
    await run(read.settings);
}
