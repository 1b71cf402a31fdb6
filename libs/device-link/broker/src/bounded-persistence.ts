import * as aedesPersistence from 'aedes-persistence';
import type { Client, Subscription } from 'aedes';

/** The part of aedes' persistence that is bounded here; its own types know callbacks only. */
interface Persistence {
  addSubscriptions(client: Client, subscriptions: readonly Subscription[]): Promise<void>;
  outgoingEnqueueCombi(subscriptions: readonly { clientId: string }[], packet: unknown): Promise<void>;
  outgoingClearMessageId(client: { id: string }, packet: unknown): Promise<unknown>;
  incomingStorePacket(client: Client, packet: StoredPacket): Promise<void>;
}

interface StoredPacket {
  readonly messageId?: number;
  readonly payload: string | Buffer;
}

export interface PersistenceBounds {
  /** Messages kept for one session; further ones are dropped. */
  readonly offlineMessages: number;
  readonly onDropped: () => void;
  /** aedes hands over all filters of a SUBSCRIBE, the refused ones too. */
  readonly maySubscribe: (client: Client, filter: string) => boolean;
}

// CommonJS: the factory is the whole export, its types say a class.
const memory = (aedesPersistence as unknown as { readonly default: () => object }).default;

const NO_PAYLOAD = Buffer.alloc(0);

/**
 * aedes' in-memory sessions, bounded: a queue for a device that is away holds so many messages, only granted filters are
 * kept, and of a QoS 2 message only that it came (the log has its content).
 */
export function boundedPersistence(bounds: PersistenceBounds): object {
  const sessions = memory() as Persistence;
  const queued = new Map<string, number>();
  const overrides: Persistence = {
    addSubscriptions: (client, subscriptions) =>
      sessions.addSubscriptions(
        client,
        subscriptions.filter(({ topic }) => bounds.maySubscribe(client, topic)),
      ),

    outgoingEnqueueCombi(subscriptions, packet) {
      const kept = subscriptions.filter(({ clientId }) => {
        const waiting = queued.get(clientId) ?? 0;
        if (waiting >= bounds.offlineMessages) bounds.onDropped();
        else queued.set(clientId, waiting + 1);
        return waiting < bounds.offlineMessages;
      });
      return sessions.outgoingEnqueueCombi(kept, packet);
    },

    async outgoingClearMessageId(client, packet) {
      const cleared = await sessions.outgoingClearMessageId(client, packet);
      const waiting = queued.get(client.id) ?? 0;
      if (cleared !== undefined && waiting > 1) queued.set(client.id, waiting - 1);
      else if (cleared !== undefined) queued.delete(client.id);
      return cleared;
    },

    incomingStorePacket: (client, packet) => sessions.incomingStorePacket(client, { ...packet, payload: NO_PAYLOAD }),
  };
  return Object.assign(Object.create(sessions) as object, overrides);
}
