import type { SeededRandom } from '@fieldline/domain-pack';
import { placeOn, type RoadPiece, type Route } from './route.js';

interface Point {
  readonly x: number;
  readonly y: number;
}

const KM_H = 1 / 3.6; // m/s
const CORNERS = 14;
const LIMITS = [30, 50, 50, 50, 70, 100].map((limit) => limit * KM_H);
const STEEPEST = 0.05;
/** Sideways acceleration that drivers accept in curves, m/s² (Bosch Automotive Handbook: everyday driving below 3). */
const SIDEWAYS = 2.2;

/** A corner, the limit of the road that leads to it, and how far before it the curve begins. */
interface Corner extends Point {
  readonly limit: number;
  readonly z: number;
  readonly end: RoadPiece['end'];
}

/** A round of 10 to 45 km, the same for the same random numbers: streets between corners, curves in them, hills, lights. */
export function layRoute(random: SeededRandom, customers: number): Route {
  const corners = cornersOf(random, customers);
  const pieces: RoadPiece[] = [];
  let from = 0;
  let at: Point = { x: 0, y: 0 };
  let z = 0;
  const depot: Corner = { x: 0, y: 0, z: 0, limit: 30 * KM_H, end: 'depot' };
  corners.forEach((corner, index) => {
    const next = corners[index + 1] ?? depot;
    const { tangent, curve } = curveAt(at, corner, next);
    const street = streetTo(at, { ...corner, ...before(at, corner, tangent) }, { from, z });
    const bend: RoadPiece = { ...street, ...curve, ...placeOn(street, street.length), heading: street.heading };
    pieces.push(street, { ...bend, from: from + street.length, grade: 0, end: 'road' });
    from += street.length + bend.length;
    z = corner.z;
    at = placeOn(bend, bend.length);
  });
  const home = streetTo(at, depot, { from, z });
  return { pieces: [...pieces, home], length: home.from + home.length };
}

function cornersOf(random: SeededRandom, customers: number): readonly Corner[] {
  const radius = random.between(1500, 5000);
  const turned = random.between(0, 2 * Math.PI);
  const points = Array.from({ length: CORNERS }, (_, index) => {
    const angle = turned + ((index + random.between(-0.3, 0.3)) / CORNERS) * 2 * Math.PI;
    const reach = radius * random.between(0.6, 1);
    return { x: reach * Math.sin(angle), y: reach * Math.cos(angle) };
  });
  const [first, last] = [points[0] as Point, points[CORNERS - 1] as Point];
  const depot = { x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 };
  const hills = STEEPEST * (distance(first, last) / 2) * 0.6;
  return points.map(({ x, y }, index) => ({
    x: x - depot.x,
    y: y - depot.y,
    z: random.between(0, Math.min(25, hills)),
    limit: LIMITS[Math.floor(random.fraction() * LIMITS.length)] as number,
    end: index > 0 && index <= customers ? 'customer' : random.fraction() < 0.6 ? 'traffic-light' : 'road',
  }));
}

function streetTo(at: Point, to: Corner, { from, z }: { from: number; z: number }): RoadPiece {
  const length = distance(at, to);
  const heading = Math.atan2(to.x - at.x, to.y - at.y);
  return { from, length, ...at, z, heading, curvature: 0, grade: (to.z - z) / length, limit: to.limit, end: to.end };
}

/** A circle that touches both streets: its distance from the corner, length, curvature and the speed it allows. */
function curveAt(
  at: Point,
  corner: Corner,
  next: Point,
): { tangent: number; curve: Partial<RoadPiece> & Pick<RoadPiece, 'length'> } {
  const turn = angleBetween(at, corner, next);
  const half = Math.tan(Math.abs(turn) / 2);
  const room = 0.3 * Math.min(distance(at, corner), distance(corner, next));
  const radius = Math.min(corner.limit * 2.5, room / half);
  return {
    tangent: radius * half,
    curve: {
      length: radius * Math.abs(turn),
      curvature: Math.sign(turn) / radius,
      limit: Math.min(corner.limit, Math.sqrt(SIDEWAYS * radius)),
    },
  };
}

function before(at: Point, corner: Point, tangent: number): Point {
  const share = 1 - tangent / distance(at, corner);
  return { x: at.x + share * (corner.x - at.x), y: at.y + share * (corner.y - at.y) };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

/** Change of heading at b, rad in (−π, π], positive to the right. */
function angleBetween(a: Point, b: Point, c: Point): number {
  const turn = Math.atan2(c.x - b.x, c.y - b.y) - Math.atan2(b.x - a.x, b.y - a.y);
  return Math.atan2(Math.sin(turn), Math.cos(turn));
}
