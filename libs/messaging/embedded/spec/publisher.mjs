/**
 * A process to be killed: opens the log in argv[2] and publishes numbers to topic argv[3] from argv[4] on, several calls
 * in flight; each acknowledged number is a line on standard output. argv[5]: the topics as JSON.
 */
import { createLogger, systemClock, systemRandom } from '@fieldline/platform';
import { EmbeddedMessageBus, NodeDisk } from '@fieldline/messaging-embedded';

const [folder, topic, first, topics] = process.argv.slice(2);
const CALL_RECORDS = 10;
const bus = await EmbeddedMessageBus.open({
  folder,
  topics: JSON.parse(topics),
  disk: new NodeDisk(),
  clock: systemClock,
  random: systemRandom,
  logger: createLogger('publisher', 'error'),
});
let next = Number(first);

async function publishOn() {
  for (;;) {
    const numbers = Array.from({ length: CALL_RECORDS }, () => next++);
    await bus.publish(numbers.map((n) => ({ topic, key: `key-${n % 10}`, value: Buffer.from(String(n)) })));
    // writeSync fails with EAGAIN while the reader is behind
    await new Promise((resolve) => process.stdout.write(`${numbers.join('\n')}\n`, resolve));
  }
}
await Promise.all(Array.from({ length: 8 }, publishOn));
