import { describe, expect, it } from '@jest/globals';
import { MemoryHotStore } from '@fieldline/hot-memory';
import { systemClock } from '@fieldline/platform';
import type { Session, SessionStore } from '../ports/session-store.js';
import { Sessions } from './sessions.js';

const digest = 'a'.repeat(64);

/** Holds one session; `onFound` runs after it was read and before the reader has it. */
class OneSession implements SessionStore {
  session: Session | undefined;
  onFound = (): Promise<void> => Promise.resolve();

  async find(): Promise<Session | undefined> {
    const found = this.session;
    await this.onFound();
    return found;
  }

  end(): Promise<void> {
    this.session = undefined;
    return Promise.resolve();
  }

  open = (): Promise<boolean> => Promise.resolve(true);
  touch = (): Promise<boolean> => Promise.resolve(this.session !== undefined);
  removeBefore = (): Promise<number> => Promise.resolve(0);
}

describe('a session that is ended while it is looked up', () => {
  it('does not live on in the cache', async () => {
    const store = new OneSession();
    const hot = new MemoryHotStore({ clock: systemClock, maxEntries: 10 });
    const sessions = new Sessions({ sessions: store, hot, clock: systemClock });
    const now = systemClock.now();
    const times = { createdAt: now, lastSeenAt: now, expiresAt: now + 60_000 };
    store.session = { tenantId: 'default', digest, userId: 'u', name: 'Ada', scope: 'read', sites: null, ...times };
    const { session } = store;
    const actor = { kind: 'user', id: 'u', name: 'Ada' } as const;
    const entry = {
      tenantId: 'default',
      id: 'e',
      at: now,
      actor,
      action: 'sign-out',
      subject: 'u',
      address: null,
    } as const;
    store.onFound = async () => {
      store.onFound = () => Promise.resolve();
      await sessions.end(session, entry);
    };
    expect(await sessions.find(digest)).toBeUndefined();
    expect(await sessions.find(digest)).toBeUndefined();
  });
});
