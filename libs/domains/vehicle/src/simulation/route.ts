/** One stretch of road of the same curvature, limit and slope. Lengths in m; x points east, y north, z up. */
export interface RoadPiece {
  /** Distance of its beginning from the depot along the route. */
  readonly from: number;
  readonly length: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** At its beginning, rad clockwise from north. */
  readonly heading: number;
  /** 1/m, positive to the right. */
  readonly curvature: number;
  /** Rise per length. */
  readonly grade: number;
  /** m/s; by sign, or by the curve. */
  readonly limit: number;
  /** What stands at its end. */
  readonly end: 'road' | 'traffic-light' | 'customer' | 'depot';
}

/** A closed round from the depot (0, 0) and back. */
export interface Route {
  readonly pieces: readonly RoadPiece[];
  readonly length: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** rad clockwise from north, [0, 2π). */
  readonly heading: number;
}

const TURN = 2 * Math.PI;

/** Where one is so far along a piece. */
export function placeOn(piece: RoadPiece, along: number): Place {
  const { x, y, z, heading, curvature, grade } = piece;
  const turned = heading + curvature * along;
  const straight = curvature === 0;
  return {
    x: x + (straight ? along * Math.sin(heading) : (Math.cos(heading) - Math.cos(turned)) / curvature),
    y: y + (straight ? along * Math.cos(heading) : (Math.sin(turned) - Math.sin(heading)) / curvature),
    z: z + grade * along,
    heading: ((turned % TURN) + TURN) % TURN,
  };
}

/** Mean radius of the earth, m (IUGG R₁). */
const EARTH_RADIUS = 6_371_009;
const DEGREES = 180 / Math.PI;

/** Degrees for metres east and north of a point; exact enough within 50 km. */
export function onEarth(
  origin: { readonly latitude: number; readonly longitude: number },
  { x, y }: { readonly x: number; readonly y: number },
): { latitude: number; longitude: number } {
  return {
    latitude: origin.latitude + (y / EARTH_RADIUS) * DEGREES,
    longitude: origin.longitude + ((x / EARTH_RADIUS) * DEGREES) / Math.cos(origin.latitude / DEGREES),
  };
}
