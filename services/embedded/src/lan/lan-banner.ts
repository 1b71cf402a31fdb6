import { toString as qrCode } from 'qrcode';
import type { LanKey } from './lan-key.js';

export interface LanFacts {
  readonly page: string;
  readonly mqtt: string | undefined;
  readonly key: LanKey;
  /** Language and path of each program that was written down. */
  readonly programs: readonly { readonly title: string; readonly file: string }[];
}

/** What `--lan` prints: how a phone and a device get in. */
export async function lanBanner({ page, mqtt, key, programs }: LanFacts): Promise<string> {
  const longest = Math.max(...programs.map(({ title }) => title.length));
  return [
    '',
    'In your network:',
    `  Page           ${page}`,
    ...(mqtt === undefined ? [] : [`  MQTT           ${mqtt}`]),
    `  Enrolment key  ${key.key}   (user enrol, profile ${key.profile})`,
    '',
    await qrCode(page, { type: 'utf8', margin: 2 }),
    'Programs that connect a device, with this address and key filled in:',
    ...programs.map(({ title, file }) => `  ${title.padEnd(longest)}  ${file}`),
    `The page ${page}/add-device shows the same, for every profile, and waits for the first reading.`,
  ].join('\n');
}

/** Without an address others cannot come. */
export const NO_NETWORK =
  '\n--lan: this machine has no address in a network; MQTT and the page are reached from here alone.';
