import { describe, expect, it } from '@jest/globals';
import { SeededRandom } from '@fieldline/domain-pack';
import fc from 'fast-check';
import { layRoute } from './lay-route.js';
import { onEarth, placeOn } from './route.js';

const route = fc.integer().map((seed) => layRoute(new SeededRandom(seed, 'route'), 2));

describe('route', () => {
  it('joins its pieces in place, height and heading, and ends where it began', () => {
    fc.assert(
      fc.property(route, ({ pieces, length }) => {
        pieces.forEach((piece, index) => {
          const end = placeOn(piece, piece.length);
          const next = pieces[index + 1] ?? { x: 0, y: 0, z: 0, from: length, heading: end.heading };
          expect(Math.hypot(end.x - next.x, end.y - next.y, end.z - next.z)).toBeLessThan(1e-6);
          expect(piece.from + piece.length).toBeCloseTo(next.from, 6);
          expect(Math.cos(end.heading - next.heading)).toBeCloseTo(1, 9);
        });
      }),
    );
  });

  it('is 5 to 45 km long, climbs at most 5 %, and limits the speed in curves', () => {
    fc.assert(
      fc.property(route, ({ pieces, length }) => {
        expect(length).toBeGreaterThan(5_000);
        expect(length).toBeLessThan(45_000);
        for (const { grade, curvature, limit } of pieces) {
          expect(Math.abs(grade)).toBeLessThanOrEqual(0.05);
          expect(limit ** 2 * Math.abs(curvature)).toBeLessThanOrEqual(2.2 + 1e-9);
        }
      }),
    );
  });

  it('heads where it goes', () => {
    fc.assert(
      fc.property(route, fc.double({ min: 0.1, max: 0.9, noNaN: true }), ({ pieces }, share) => {
        for (const piece of pieces) {
          const here = placeOn(piece, piece.length * share);
          const on = placeOn(piece, piece.length * share + 0.01);
          expect(Math.cos(Math.atan2(on.x - here.x, on.y - here.y) - here.heading)).toBeCloseTo(1, 4);
        }
      }),
    );
  });

  it('knows how long a degree is: 111.2 km to the north, half of that to the east at 60°', () => {
    const { latitude, longitude } = onEarth({ latitude: 60, longitude: 10 }, { x: 1000, y: 1000 });
    expect(1 / (latitude - 60)).toBeCloseTo(111.195, 2);
    expect(1 / (longitude - 10)).toBeCloseTo(111.195 / 2, 2);
  });
});
