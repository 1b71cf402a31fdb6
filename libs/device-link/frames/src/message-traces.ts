import type { DeviceMessage } from '@fieldline/device-link';
import type { TraceSpan, Tracing } from '@fieldline/platform';

interface TracedMessage {
  readonly span: TraceSpan;
  readonly acknowledged: boolean;
}

/** The spans of those messages of a batch that are traced, from their arrival to their acknowledgement. */
export class MessageTraces {
  readonly #traced: TracedMessage[] = [];

  /** Begins the traces of a batch, most often none: the sampler is asked once. Traced messages carry their span. */
  static begin(messages: DeviceMessage[], tracing: Tracing): MessageTraces | undefined {
    let traces: MessageTraces | undefined;
    for (let seen = 0; seen < messages.length;) {
      const at = tracing.sampler.pick(messages.length - seen);
      if (at < 0) break;
      const place = seen + at;
      traces ??= new MessageTraces();
      messages[place] = traces.#begin(messages[place] as DeviceMessage, tracing);
      seen = place + 1;
    }
    return traces;
  }

  #begin(message: DeviceMessage, tracing: Tracing): DeviceMessage {
    const { sender, topic, payload, qos, receivedAt } = message;
    const span = tracing.begin('mqtt receive', {
      role: 'server',
      startedAt: receivedAt,
      attributes: {
        'fieldline.device.id': sender.deviceId,
        'fieldline.tenant.id': sender.tenantId,
        'messaging.system': 'mqtt',
        'messaging.destination.name': topic.channel,
        'messaging.message.body.size': payload.length,
        'fieldline.mqtt.qos': qos,
      },
    });
    this.#traced.push({ span, acknowledged: qos > 0 });
    return { ...message, trace: span };
  }

  /** The log has the batch; `letGo` lets its acknowledgements go. */
  acknowledged(letGo: () => void): void {
    const steps = this.#traced.map(({ span, acknowledged }) => (acknowledged ? span.child('mqtt puback') : undefined));
    letGo();
    for (const step of steps) step?.end();
    for (const { span } of this.#traced) span.end();
  }

  refused(error: Error): void {
    for (const { span } of this.#traced) {
      span.fail(error);
      span.end();
    }
  }
}
