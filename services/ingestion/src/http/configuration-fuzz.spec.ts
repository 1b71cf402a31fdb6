import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { energyPack, ROOM_SWITCHES } from '@fieldline/domain-energy';
import fc from 'fast-check';
import { ApiDoor, BANK } from './api-door.contract.js';

const BATTERY = {
  ...{ chemistry: 'LFP', nominalCapacityAh: 304, nominalVoltageV: 51.2, seriesCells: 16, parallelCells: 1 },
  ...{ maxChargePowerW: 5000, maxDischargePowerW: 10_000, rackPosition: 'A3', location: 'Cellar', firmware: '1' },
  ...{ installedOn: '2024-03-31', commissionedOn: '2024-04-01', status: 'online' },
};
const BOARD = { updateIntervalSeconds: 30, room: 'B2', ip: '10.0.0.7', chip: 'esp32', switches: ROOM_SWITCHES };

let door: ApiDoor;

beforeAll(async () => {
  door = await ApiDoor.open([{ id: 'bank', profiles: [BANK] }, energyPack]);
  await door.call('POST', '/sites', { body: { name: 'lab', timeZone: 'UTC', currency: 'EUR' } });
  await door.call('PUT', '/devices/battery', { body: { site: 'lab', profile: 'bank' } });
  await door.call('PUT', '/devices/board', { body: { site: 'lab', profile: 'switchboard' } });
}, 60_000);
afterAll(() => door.close());

/** Texts that databases, addresses, dates and terminals trip over, beside any. */
const text = fc.oneof(
  fc.constantFrom(
    '',
    '   ',
    '\u0000',
    'a\u0000b',
    '\u0000\u0000',
    '\ud800',
    'x\udfff',
    '\u200b',
    '🔋'.repeat(120),
    'ß'.repeat(121),
  ),
  fc.constantFrom('0000-01-01', '0001-01-01', '9999-12-31', '2024-02-30', '1.2.3.4/8', '::1]/[', 'fe80::1%lo', '::'),
  fc.string({ unit: 'binary', maxLength: 130 }),
  fc.string({ unit: 'grapheme', maxLength: 130 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 130 }).map((units) => String.fromCharCode(...units)),
  fc.ipV4Extended(),
  fc.ipV6(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
);
/** What PostgreSQL refuses: drawn often. */
const refused = fc.constantFrom('\u0000', 'a\u0000b', '\ud800', '0000-01-01', '::1]/[');
const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(0, -0, 5e-324, 1e308, 2 ** 31, 2 ** 53, 1e-7));
const value = fc.oneof(text, number, fc.constantFrom(null, true, [], {}), fc.jsonValue());

/** The body in order, with some of its fields changed or gone. */
function nearly(body: Readonly<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> {
  // mostly of the field's own type, as another never gets past the door
  const change = fc.constantFrom(...Object.keys(body)).chain((field) => {
    const alike = typeof body[field] === 'string' ? fc.oneof(refused, text) : value;
    const other = fc.option(value, { nil: undefined });
    return fc.tuple(fc.constant(field), fc.oneof({ arbitrary: alike, weight: 4 }, other));
  });
  return fc
    .array(change, { minLength: 1, maxLength: 2 })
    .map((changes) => Object.assign({}, body, Object.fromEntries(changes)) as Record<string, unknown>);
}
const oneSwitch = fc.constantFrom(...ROOM_SWITCHES).chain((one) => nearly({ ...one }));
const board = fc
  .tuple(nearly(BOARD), fc.option(fc.array(oneSwitch, { maxLength: 3 })))
  .map(([body, switches]) => (switches === null ? body : { ...body, switches }));
const anything = fc.oneof(fc.jsonValue(), fc.object());

const DEEP = 200_000;
const asText = (body: unknown): string => JSON.stringify(body) ?? '';

/** An answer that blames the request or takes it, and a refusal in words. */
async function expectAnswer(target: string, body: string): Promise<void> {
  const { status, body: problem } = await door.call('PUT', target, { body });
  expect(status).toBeLessThan(500);
  if (status < 400) return;
  expect(problem).toMatchObject({ status, type: expect.stringMatching(/^urn:fieldline:problem:/) });
  expect(String(problem['detail']).length).toBeGreaterThan(0);
}

describe('the routes of configuration (B4, E2)', () => {
  it.each([
    ['a battery nearly in order', '/devices/battery/battery', nearly(BATTERY).map(asText)],
    ['switches nearly in order', '/devices/board/switches', board.map(asText)],
    ['any JSON as a battery', '/devices/battery/battery', anything.map(asText)],
    ['any JSON as switches', '/devices/board/switches', anything.map(asText)],
    ['any text as a battery', '/devices/battery/battery', text],
    ['any text as switches', '/devices/board/switches', text],
  ])(
    'answer %s below 500',
    async (_, target, bodies) => {
      await fc.assert(
        fc.asyncProperty(bodies, (body) => expectAnswer(target, body)),
        { numRuns: 200 },
      );
    },
    60_000,
  );

  it('answer any name of a device below 500', async () => {
    const names = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\u0000', '..', '%', 'a/b', ' '));
    await fc.assert(
      fc.asyncProperty(names, async (name) => {
        const { status } = await door.call('PUT', `/devices/${encodeURIComponent(name)}/battery`, { body: BATTERY });
        expect(status).toBeLessThan(500);
      }),
    );
  }, 60_000);

  it.each([
    ['battery', 'chemistry'],
    ['board', 'switches'],
  ])('answer nesting without end in that of a %s below 500', async (device, field) => {
    const target = `/devices/${device}/${device === 'board' ? 'switches' : 'battery'}`;
    await expectAnswer(target, `{"${field}":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`);
    await expectAnswer(target, `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`);
  });

  it('tell of a body full of faults no more than of a few', async () => {
    const switches = Array.from({ length: 49 }, () => ({ ['x'.repeat(1000)]: 1 }));
    const { status, body: problem } = await door.call('PUT', '/devices/board/switches', { body: { switches } });
    expect(status).toBe(422);
    expect(String(problem['detail']).length).toBeLessThan(4000);
    expect(problem['detail']).toMatch(/; and \d+ more$/);
  });
});
