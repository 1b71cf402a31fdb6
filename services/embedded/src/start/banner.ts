import type { NewAdmin } from '@fieldline/gateway';
import { reachableHost } from '@fieldline/platform';
import path from 'node:path';
import type { RunFacts } from './run-file.js';

export interface FirstSteps {
  readonly site: { readonly name: string; readonly timeZone: string; readonly currency: string };
  /** Enrolment key by profile id; shown here and kept nowhere in clear. */
  readonly keys: readonly { readonly profile: string; readonly key: string }[];
}

const SCHEME_NAMES = { mqtt: 'MQTT', mqtts: 'MQTT, TLS', ws: 'WebSocket', wss: 'WebSocket, TLS' } as const;

/** Printed when devices may connect. */
export function upBanner(facts: RunFacts, dataFolder: string, firstPubackMs: number): string {
  const rows: [string, string][] = [
    ...facts.addresses.map(({ transport, host, port }): [string, string] => [
      SCHEME_NAMES[transport],
      `${transport}://${at(host, port)}`,
    ]),
    ['Page and API', `${facts.http.scheme}://${at(facts.http.host, facts.http.port)}`],
    ['Metrics', `http://${at(facts.metrics.host, facts.metrics.port)}/metrics`],
    ['Data', dataFolder],
  ];
  const lines = rows.map(([name, value]) => `  ${name.padEnd(14)} ${value}`);
  return [
    `Fieldline ${facts.version} runs; Ctrl-C stops it.`,
    ...lines,
    '',
    timeLine('first PUBACK', firstPubackMs),
  ].join('\n');
}

/** Printed when the writer runs. */
export function storedBanner(firstStoredMs: number): string {
  return timeLine('first stored', firstStoredMs);
}

/** Printed once in the life of a data folder. */
export function adminBanner({ name, password }: NewAdmin, { http }: RunFacts): string {
  return [
    '',
    `Sign in at ${http.scheme}://${reachableHost(http.host)}:${http.port}; the password is shown this once:`,
    `  user      ${name}`,
    `  password  ${password}`,
    'Lost it: npx fieldline admin reset',
  ].join('\n');
}

/** Printed once in the life of a data folder. */
export function firstStepsBanner(steps: FirstSteps, facts: RunFacts, dataFolder: string): string {
  const { site, keys } = steps;
  const longest = Math.max(...keys.map(({ profile }) => profile.length));
  const sample = keys.find(({ profile }) => profile === 'battery-pack') ?? keys[0];
  return [
    '',
    `First start: made the site '${site.name}' (${site.timeZone}, ${site.currency}). A device enrols itself with the`,
    'enrolment key of its profile as password; the keys are shown this once:',
    ...keys.map(({ profile, key }) => `  ${profile.padEnd(longest)} ${key}`),
    ...(sample === undefined ? [] : ['', 'Try it in a second terminal:', ...tryLines(sample.key, facts, dataFolder)]),
  ].join('\n');
}

function tryLines(key: string, { addresses }: RunFacts, dataFolder: string): readonly string[] {
  const data = dataFolder === path.resolve('data') ? '' : ` --data ${dataFolder}`;
  const plain = addresses.find(({ transport }) => transport === 'mqtt');
  if (plain === undefined) return [`  npx fieldline doctor${data}`];
  const where = `-h ${reachableHost(plain.host)} -p ${plain.port} -i my-pack -u enrol -P ${key}`;
  return [
    `  npx mqtt pub ${where} -q 1 -t devices/my-pack/telemetry -m '{"voltage":48.2,"current":-3.1}'`,
    `  npx fieldline series my-pack voltage${data}`,
  ];
}

function timeLine(what: string, ms: number): string {
  return `  ${what} possible in ${Math.round(ms)} ms`;
}

function at(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
