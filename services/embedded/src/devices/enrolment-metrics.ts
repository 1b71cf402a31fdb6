import type { Registry } from '@fieldline/ingestion';
import { advise, Counter, type Metrics } from '@fieldline/platform';

const NAME = 'fieldline_registry_enrolments_total';

/** What became of new devices with an enrolment key; read when asked for. */
export function registerEnrolmentMetrics(metrics: Metrics, { enrolments }: Registry): void {
  advise(metrics, NAME, '`key-full`: make another key. `too-fast`: somebody may be trying out the key; revoke it.');
  new Counter({
    name: NAME,
    help: 'New devices that came with an enrolment key: registered, or not because the key is used up or too fast.',
    registers: [metrics],
    labelNames: ['outcome'],
    collect() {
      this.reset();
      this.inc({ outcome: 'registered' }, enrolments.registered);
      this.inc({ outcome: 'key-full' }, enrolments.keyFull);
      this.inc({ outcome: 'too-fast' }, enrolments.tooFast);
    },
  });
}
