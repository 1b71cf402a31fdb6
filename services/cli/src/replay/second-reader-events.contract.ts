import { readFileSync } from 'node:fs';
import { at, plainLines, times, type PlainRow } from './second-reader-text.contract.js';

type Paths = Readonly<Record<string, readonly [string, (text: string) => number | boolean]>>;

/** The lines of a D-Bus recording, those of the tree with second 0 in front. */
function dbusLines(file: string): readonly (readonly string[])[] {
  return plainLines(file, { separator: '\t', skip: 1 })
    .filter((fields) => fields.length > 1)
    .map((fields) => (at(fields, 0).startsWith('/') ? ['0', ...fields] : fields));
}

function dbusValues(fields: readonly string[], paths: Paths): PlainRow['values'] {
  const found = paths[at(fields, 1)];
  if (found === undefined) return {};
  const [metric, read] = found;
  return { [metric]: at(fields, 3) === '[]' ? undefined : read(at(fields, 3)) };
}

/** A path without a metric is not replayed, but for the root of the tree, which is told empty. */
const isOther = (fields: readonly string[], paths: Paths): boolean =>
  !Object.hasOwn(paths, at(fields, 1)) && at(fields, 1) !== '/' && fields[1] !== '/FirmwareVersion';

/** No path changes twice in a second here. */
export function monitorRows(file: string, device: string, paths: Paths): readonly PlainRow[] {
  return dbusLines(file).map((fields) => ({
    device,
    measuredAt: Date.UTC(2024, 7, 1) + Number(fields[0]) * 1000,
    values: fields[1] === '/FirmwareVersion' ? { firmwareVersion: at(fields, 4) } : dbusValues(fields, paths),
    ignored: isOther(fields, paths),
  }));
}

/** −0 is 0. */
const number = (text: string): number => Number(text) + 0;

const GPS_PATHS: Paths = {
  '/Position/Latitude': ['latitude', number],
  '/Position/Longitude': ['longitude', number],
  '/Altitude': ['altitude', number],
  '/Course': ['course', number],
  // 1 m/s is 3.6 km/h
  '/Speed': ['speed', (text) => times(text, 36, -1)],
  '/NrOfSatellites': ['satellites', number],
};

/** The tree stands a second before the first fix; then each value belongs to the receiver's time before it. */
export function gpsRows(file: string): readonly PlainRow[] {
  let seconds = 1_416_226_530;
  return dbusLines(file).map((fields) => {
    if (fields[1] === '/UtcTimestamp' && fields[0] !== '0') seconds = Number(fields[3]);
    const ignored = isOther(fields, GPS_PATHS) || fields[1] === '/FirmwareVersion';
    return { device: 'victron-gps', measuredAt: seconds * 1000, values: dbusValues(fields, GPS_PATHS), ignored };
  });
}

const camel = (name: string): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** A signal told twice in one millisecond has its second value a millisecond later. */
export function openxcRows(file: string): readonly PlainRow[] {
  const taken = new Set<string>();
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { name, value, timestamp } = JSON.parse(line) as { name: string; value: number; timestamp: number };
      let measuredAt = Math.round(timestamp * 1000);
      while (taken.has(`${name} ${measuredAt}`)) measuredAt++;
      taken.add(`${name} ${measuredAt}`);
      return { device: 'openxc-ford', measuredAt, values: { [camel(name)]: value } };
    });
}
