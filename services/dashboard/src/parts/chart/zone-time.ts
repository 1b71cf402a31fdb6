/**
 * What a `datetime-local` field shows for a moment in a zone, to the minute: `2024-11-21T18:05`.
 */
export function toLocalField(atMs: number, zone: string): string {
  const parts = new Map(
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    })
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}`;
}

/**
 * The moment that a field's text means in a zone; undefined where it is no time. Of an hour that the clocks go through
 * twice it is one of both; of one they leave out, the hour after or before.
 */
export function fromLocalField(text: string, zone: string): number | undefined {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  let at = asUtc;
  // the zone's offset there is known only once one is near; two steps reach it across a change of the clocks
  for (let step = 0; step < 2; step += 1) at += asUtc - Date.parse(`${toLocalField(at, zone)}Z`);
  return at;
}
