import { Aedes, type AedesOptions, type Client, type PublishPacket } from 'aedes';

type Done = (error?: Error | null) => void;

/** aedes as it is; its types leave these out. */
interface AedesInside extends Omit<Aedes, 'publish'> {
  readonly clients: Record<string, Client>;
  publish(packet: PublishPacket, clientOrDone?: Client | Done | null, done?: Done): void;
  unregisterClient(client: Client): void;
}

const AedesInside = Aedes as unknown as new (options: AedesOptions) => AedesInside;

/** Tells other brokers of a cluster who came, went and subscribed. There are none: each link has its own log. */
const NEWS = /^\$SYS\/[^/]+\/(?:new|disconnect)\//;

/** aedes for devices that speak to the log alone: what they publish is forwarded to nobody. */
export class DeviceBroker extends AedesInside {
  /** A device's message went to the intake when its rights were checked, so there is nothing left to do; also no retained copy. */
  override publish(packet: PublishPacket, clientOrDone?: Client | Done | null, done?: Done): void {
    if (clientOrDone !== undefined && clientOrDone !== null && typeof clientOrDone !== 'function') {
      // aedes reads on from here, and its parser is still inside this packet.
      process.nextTick(done ?? ignore, null);
      return;
    }
    if (NEWS.test(packet.topic)) return;
    super.publish(packet, clientOrDone, done);
  }

  /** aedes unregisters by id, also when that id already belongs to the connection that took over. */
  override unregisterClient(client: Client): void {
    if (this.clients[client.id] === client) super.unregisterClient(client);
  }
}

function ignore(): void {}
