import { describe, expect, it } from '@jest/globals';
import { unrolled, type Line } from './unroll-line.js';

describe('a line on the map', () => {
  it('stays as it is where it does not cross the date line', () => {
    const line: Line = [
      [170, 60],
      [179, 61],
      [150, 62],
    ];
    expect(unrolled(line, 'line')).toEqual([line]);
  });

  it('goes on beyond the date line, and is there on the other side too', () => {
    const chukotka: Line = [
      [179, 65],
      [-179, 66],
      [-179, 67],
      [179, 67],
      [179, 65],
    ];
    const [east, west] = unrolled(chukotka, 'ring');
    expect(east).toEqual([
      [179, 65],
      [181, 66],
      [181, 67],
      [179, 67],
      [179, 65],
    ]);
    expect(west?.map(([longitude]) => longitude)).toEqual([-181, -179, -179, -181, -181]);
  });

  it('around a pole is closed along the edge of the map', () => {
    const antarctica: Line = [
      [-170, -70],
      [-50, -70],
      [70, -70],
      [170, -70],
      [-170, -70],
    ];
    expect(unrolled(antarctica, 'ring')[0]?.slice(-3)).toEqual([
      [190, -70],
      [190, -90],
      [-170, -90],
    ]);
  });
});
