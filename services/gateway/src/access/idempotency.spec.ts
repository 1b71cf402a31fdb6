import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccessRig, type Asked } from './access-rig.contract.js';
import type { TestTenant } from './tenant-fixture.contract.js';

const SITES = '/api/v1/sites';
const TOKENS = '/api/v1/tokens';
const HOUR_MS = 3_600_000;

let rig: AccessRig;
let tenant: TestTenant;
let keys = 0;
let key: string;

beforeAll(async () => {
  rig = await AccessRig.open();
});
afterAll(() => rig.close());
beforeEach(async () => {
  rig.clock.pass(60_000);
  rig.createStatus = 201;
  rig.during = () => Promise.resolve();
  tenant = await rig.newTenant();
  key = `idempotency-key-${++keys}`;
});

function create(body: unknown = { name: 'Lab' }, token = tenant.tokens.write): Promise<Asked> {
  return rig.ask('POST', SITES, { token, headers: { 'idempotency-key': key }, body });
}

/** Resolves when the request is within its effect; `goOn` lets it end. */
function holdEffect() {
  let goOn = (): void => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const entered = new Promise<void>((resolve) => {
    rig.during = () => {
      resolve();
      return held;
    };
  });
  return { entered, goOn: () => goOn() };
}

describe('a request with an Idempotency-Key', () => {
  it('has one effect and one answer however often it is repeated', async () => {
    const before = rig.effects;
    const first = await create();
    expect([first.status, first.body['effect'], rig.effects]).toEqual([201, before + 1, before + 1]);
    for (let repeat = 0; repeat < 3; repeat++) {
      const again = await create();
      expect([again.status, again.body]).toEqual([201, first.body]);
      expect(again.headers.get('content-type')).toBe(first.headers.get('content-type'));
      expect(again.headers.get('idempotent-replayed')).toBe('true');
    }
    expect(rig.effects).toBe(before + 1);
    expect(first.headers.get('idempotent-replayed')).toBeNull();
  });

  it('has one effect when it comes twenty times at once', async () => {
    const before = rig.effects;
    const hold = holdEffect();
    let answered = 0;
    const all = Array.from({ length: 20 }, () =>
      create().then(({ status }) => {
        if (++answered === 19) hold.goOn();
        return status;
      }),
    );
    expect((await Promise.all(all)).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
    expect(rig.effects).toBe(before + 1);
  });

  it('says that the first one is in progress, and answers when it is done', async () => {
    const hold = holdEffect();
    const first = create();
    await hold.entered;
    expect((await create()).body['detail']).toMatch(/in progress/);
    hold.goOn();
    const { body } = await first;
    expect((await create()).body).toEqual(body);
  });

  it('is refused where the key was used for another request', async () => {
    await create({ name: 'Lab' });
    const before = rig.effects;
    const { status, body } = await create({ name: 'Roof' });
    expect([status, rig.effects]).toEqual([422, before]);
    expect(body['detail']).toMatch(/^Idempotency-Key: was used for another request/);
  });

  it('is refused where its body is nested deeper than anybody means', async () => {
    const depth = 100_000;
    expect((await create(`{"name":${'['.repeat(depth)}${']'.repeat(depth)}}`)).status).toBe(422);
    expect((await create()).status).toBe(201);
  });

  it('shares its key with no other caller and no other tenant', async () => {
    const other = await rig.newTenant();
    const answers = [
      await create(),
      await create(undefined, tenant.tokens.admin),
      await create(undefined, other.tokens.write),
    ];
    expect(new Set(answers.map(({ body }) => body['effect'])).size).toBe(3);
  });

  it('gets its answer for 24 hours and across restarts, then the key is free', async () => {
    const { body } = await create();
    await rig.restart();
    rig.clock.pass(24 * HOUR_MS);
    expect((await create()).body).toEqual(body);
    rig.clock.pass(1);
    expect((await create()).body).not.toEqual(body);
  });

  it('keeps its key where it was refused and had no effect', async () => {
    rig.createStatus = 409;
    expect((await create()).status).toBe(409);
    rig.createStatus = 201;
    expect((await create()).status).toBe(201);
  });

  it('hears that its outcome is unknown, and has no second effect, where the process ended in between', async () => {
    const hold = holdEffect();
    const first = create().catch(() => undefined);
    await hold.entered;
    const before = rig.effects;
    await rig.crash();
    hold.goOn();
    await first;
    const { status, body } = await create();
    expect([status, rig.effects]).toEqual([409, before]);
    expect(body['detail']).toMatch(/outcome unknown: another run of the server took the request at 20/);
  });

  it('hears that its outcome is unknown where the server failed on the way', async () => {
    rig.createStatus = 500;
    expect((await create()).status).toBe(500);
    const before = rig.effects;
    const { status, body } = await create();
    expect([status, rig.effects]).toEqual([409, before]);
    expect(body['detail']).toMatch(/outcome unknown: this server took the request/);
  });

  it('is not begun while PostgreSQL is away, and its key stays free', async () => {
    await rig.ask('GET', SITES, { token: tenant.tokens.write });
    rig.storeAway = true;
    const before = rig.effects;
    try {
      expect((await create()).status).toBe(503);
    } finally {
      rig.storeAway = false;
    }
    expect(rig.effects).toBe(before);
    expect((await create()).status).toBe(201);
  });

  it.each(['short', 'fifteen-letters', 'x'.repeat(201), 'with a space in it'])(
    'is refused with the key %j',
    async (bad) => {
      key = bad;
      const { status, body } = await create();
      expect(status).toBe(422);
      expect(body['faults']).toEqual([{ at: 'Idempotency-Key', message: expect.stringContaining('16 to 200') }]);
    },
  );
});

describe('a secret in a kept answer', () => {
  it('comes again to who has the key, and is nowhere in the database', async () => {
    const asking = {
      ...{ token: tenant.tokens.admin, headers: { 'idempotency-key': key } },
      body: { name: 'logger', scope: 'read' },
    };
    const { body } = await rig.ask('POST', TOKENS, asking);
    expect((await rig.ask('POST', TOKENS, asking)).body).toEqual(body);
    const { rows } = await rig.database.pool.query<{ answer: Buffer | null; text: string }>(
      'select answer, r::text as text from identity.idempotency_record r',
    );
    const kept = rows.map(({ answer, text }) => `${answer?.toString('latin1')} ${text}`).join('\n');
    expect(kept).not.toContain(String(body['token']));
    expect(kept).not.toContain(key);
    expect(kept).not.toContain('logger');
  });
});
