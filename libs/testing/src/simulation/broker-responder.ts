import type { Duplex } from 'node:stream';
import { parseDeviceTopic, type DeviceTopic } from '@fieldline/contracts';
import type { DeviceIdentity } from '@fieldline/device-link';
import { FrameGate, type GateOptions, type Intake, type SessionMemories } from '@fieldline/device-link-frames';
import { generate, parser, type IPublishPacket, type Packet } from 'mqtt-packet';

export interface BrokerResponderParts {
  readonly gateOptions: GateOptions;
  readonly intake: Intake;
  readonly sessions: SessionMemories;
  readonly identify: (clientId: string) => DeviceIdentity;
}

/** In the broker's place behind the gate: says to every packet what MQTT 3.1.1 asks, at once, and keeps nothing. */
export class BrokerResponder {
  readonly #parts: BrokerResponderParts;
  readonly #gates = new Map<string, FrameGate>();

  constructor(parts: BrokerResponderParts) {
    this.#parts = parts;
  }

  accept(socket: Duplex): void {
    const gate = new FrameGate(socket, this.#parts.gateOptions);
    const frames = parser();
    let sender: DeviceIdentity | undefined;
    frames.on('packet', (packet: Packet) => {
      if (packet.cmd === 'connect') sender = this.#connect(gate, packet.clientId);
      else if (sender !== undefined) this.#answer(gate, sender, packet);
    });
    gate.on('data', (chunk: Buffer) => frames.parse(chunk));
    gate.on('error', () => gate.destroy());
  }

  #connect(gate: FrameGate, clientId: string): DeviceIdentity {
    this.#gates.get(clientId)?.fail('taken over');
    this.#gates.set(clientId, gate);
    gate.session = this.#parts.sessions.open(clientId, false);
    gate.write(generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }));
    return this.#parts.identify(clientId);
  }

  #answer(gate: FrameGate, sender: DeviceIdentity, packet: Packet): void {
    if (packet.cmd === 'publish') this.#publish(gate, sender, packet);
    else if (packet.cmd === 'pubrel') gate.write(generate({ cmd: 'pubcomp', messageId: packet.messageId as number }));
  }

  #publish(gate: FrameGate, sender: DeviceIdentity, packet: IPublishPacket): void {
    const messageId = packet.messageId as number;
    const ticket = gate.claim(messageId);
    const message = {
      sender,
      topic: parseDeviceTopic(packet.topic) as DeviceTopic,
      payload: Buffer.from(packet.payload),
      receivedAt: gate.arrivedAt(ticket),
      firstSeenAt: gate.firstSeenAt(ticket),
      qos: packet.qos,
    };
    this.#parts.intake.takeHeld(message, gate, ticket);
    gate.write(generate({ cmd: packet.qos === 1 ? 'puback' : 'pubrec', messageId }));
  }
}
