import { OperatorError } from '@fieldline/platform';
import { text as readText } from 'node:stream/consumers';
import type pg from 'pg';
import { ulidAsUuid } from '../../audit/join/device-numbers.js';
import { requestSocket } from '../../connection/socket-request.js';
import { InterruptedError } from '../../shell/errors.js';
import { LatencyHistogram } from '../load/latency-histogram.js';
import {
  rangesWithin,
  turnOf,
  type ApiBenchPlan,
  type BenchedDevice,
  type BenchRange,
  type History,
  type Turn,
} from './api-bench-plan.js';

/** One range, asked of the API and of PostgreSQL. */
export interface RangeFigures {
  readonly range: string;
  readonly turns: number;
  /** Readings in the range. */
  readonly rows: number;
  /** That the API gave. */
  readonly points: number;
  readonly apiP50Ms: number;
  readonly apiP99Ms: number;
  readonly sqlP50Ms: number;
  readonly sqlP99Ms: number;
  /** API to SQL. */
  readonly ratioP50: number;
  readonly ratioP99: number;
}

export interface MeasureParts {
  readonly plan: ApiBenchPlan;
  readonly socketPath: string;
  readonly database: pg.Client;
  readonly devices: readonly BenchedDevice[];
  readonly history: History;
}

const METRIC = 'voltage';
/** Before anything counts, so that neither side pays for its first time. */
const WARM_UP_TURNS = 5;
const FEWEST_TURNS = 3;

const RAW_SQL = `
  select measured_at, ("values" ->> $5)::float8 as value from readings.reading
  where tenant_id = $1 and device_id = $2 and measured_at >= $3 and measured_at < $4
  order by measured_at`;

/** Each range in turn; `tell` says what is under way. Rejects with InterruptedError on Ctrl-C. */
export async function measureRanges(
  parts: MeasureParts,
  tell: (stage: string) => void,
): Promise<readonly RangeFigures[]> {
  const figures: RangeFigures[] = [];
  for (const range of rangesWithin(parts.plan)) {
    const at = (turn: number): Turn => turnOf(turn, range, parts.devices, parts.history);
    if (figures.length === 0) for (let turn = 0; turn < WARM_UP_TURNS; turn++) await takeTurn(parts, at(turn), turn);
    figures.push(await measureRange(parts, range, at, tell));
  }
  return figures;
}

async function measureRange(
  parts: MeasureParts,
  { name }: BenchRange,
  at: (turn: number) => Turn,
  tell: (stage: string) => void,
): Promise<RangeFigures> {
  const { plan } = parts;
  const { clock } = plan.context;
  const [api, sql] = [new LatencyHistogram(), new LatencyHistogram()];
  const deadline = clock.monotonic() + plan.seconds * 1000;
  let [turns, rows, points] = [0, 0, 0];
  while (turns < plan.turns && (turns < FEWEST_TURNS || clock.monotonic() < deadline)) {
    tell(`one ${name}: turn ${turns + 1}`);
    const taken = await takeTurn(parts, at(turns), turns);
    api.record(taken.apiMs);
    sql.record(taken.sqlMs);
    ({ rows, points } = taken);
    turns++;
  }
  const quantiles = (share: number): readonly [number, number] => [api.quantile(share), sql.quantile(share)];
  const [[apiP50Ms, sqlP50Ms], [apiP99Ms, sqlP99Ms]] = [quantiles(0.5), quantiles(0.99)];
  const ratios = { ratioP50: apiP50Ms / sqlP50Ms, ratioP99: apiP99Ms / sqlP99Ms };
  return { range: name, turns, rows, points, apiP50Ms, apiP99Ms, sqlP50Ms, sqlP99Ms, ...ratios };
}

interface TakenTurn {
  readonly apiMs: number;
  readonly sqlMs: number;
  readonly rows: number;
  readonly points: number;
}

/** Both of the same device and time, in turn first: the second finds pages that the first has read. */
async function takeTurn(parts: MeasureParts, turn: Turn, number: number): Promise<TakenTurn> {
  const { clock, signal } = parts.plan.context;
  if (signal.aborted) throw new InterruptedError('interrupted');
  const timed = async (ask: () => Promise<number>): Promise<readonly [ms: number, found: number]> => {
    const started = clock.monotonic();
    const found = await ask();
    return [clock.monotonic() - started, found];
  };
  const viaApi = (): Promise<readonly [number, number]> => timed(() => askApi(parts, turn));
  const viaSql = (): Promise<readonly [number, number]> => timed(() => askSql(parts.database, turn));
  const apiFirst = number % 2 === 0;
  const first = await (apiFirst ? viaApi() : viaSql());
  const second = await (apiFirst ? viaSql() : viaApi());
  const [[apiMs, points], [sqlMs, rows]] = apiFirst ? [first, second] : [second, first];
  return { apiMs, sqlMs, rows, points };
}

interface SeriesAnswer {
  readonly series: readonly { readonly points: readonly unknown[] }[];
}

/** From the request to the parsed answer; how many points. */
async function askApi({ socketPath, plan }: MeasureParts, { device, from, to }: Turn): Promise<number> {
  const search = new URLSearchParams({
    metric: METRIC,
    from: String(from),
    to: String(to),
    points: String(plan.points),
  });
  const target = `/api/v1/devices/${encodeURIComponent(device.externalId)}/series?${search.toString()}`;
  const answer = await requestSocket(socketPath, { target });
  const text = await readText(answer);
  if (answer.statusCode !== 200) throw new OperatorError(`the API answered ${answer.statusCode ?? 0}: ${text}`);
  return (JSON.parse(text) as SeriesAnswer).series[0]?.points.length ?? 0;
}

/** All rows, as the driver gives them; how many. */
async function askSql(database: pg.Client, { device, from, to }: Turn): Promise<number> {
  const parameters = ['default', ulidAsUuid(device.id), new Date(from), new Date(to), METRIC];
  return (await database.query(RAW_SQL, parameters)).rows.length;
}
