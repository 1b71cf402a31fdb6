/** In degrees. */
export type Line = readonly (readonly [longitude: number, latitude: number])[];

/**
 * A line that crosses the date line, made to go on beyond ±180° instead of across the whole map, and a second time on the
 * other side, where its rest belongs. A ring around a pole is closed along the edge of the map.
 */
export function unrolled(line: Line, kind: 'ring' | 'line'): readonly Line[] {
  let turns = 0;
  let before: number | undefined;
  const going = line.map(([longitude, latitude]): readonly [number, number] => {
    if (before !== undefined && Math.abs(longitude - before) > 180) turns += longitude < before ? 360 : -360;
    before = longitude;
    return [longitude + turns, latitude];
  });
  const closed = kind === 'ring' && turns !== 0 ? aroundPole(going) : going;
  const longitudes = closed.map(([longitude]) => longitude);
  const [west, east] = [Math.min(...longitudes), Math.max(...longitudes)];
  return [closed, ...(east > 180 ? [shifted(closed, -360)] : []), ...(west < -180 ? [shifted(closed, 360)] : [])];
}

function aroundPole(ring: Line): Line {
  const [first, last] = [ring[0], ring.at(-1)];
  if (first === undefined || last === undefined) return ring;
  const pole = first[1] < 0 ? -90 : 90;
  return [...ring, [last[0], pole], [first[0], pole]];
}

function shifted(line: Line, by: number): Line {
  return line.map(([longitude, latitude]) => [longitude + by, latitude] as const);
}
