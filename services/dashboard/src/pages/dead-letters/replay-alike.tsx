import { mappingWords } from '../../parts/diff/payload-mapping.js';
import { ConfirmButton } from '../../parts/confirm-button.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { ruleWords } from './desk-filter.js';
import type { Letter } from './letter.js';
import { ReplayJobs } from './replay-jobs.js';
import { useStartReplay, type Mapping } from './use-dead-letters.js';
import { useZone } from '../../api/use-registry.js';

interface Props {
  readonly letter: Letter;
  readonly device: string;
  readonly mapping: Mapping;
}

/** The same mapping for every letter of the device that was refused for the same reason. */
export function ReplayAlike({ letter, device, mapping }: Props) {
  const start = useStartReplay();
  const zone = useZone(letter.siteId);
  const { rule } = letter.reason;
  return (
    <div className="stack">
      <p>
        The same for all of this device with the reason “{ruleWords(rule)}”: {mappingWords(mapping).join(', ')}. What
        still does not pass stays here.
      </p>
      <div className="row">
        <ConfirmButton
          label={`Replay all of ${device} this way`}
          says={`All letters of ${device} with the reason “${ruleWords(rule)}” are sent this way: ${mappingWords(mapping).join(', ')}. Each is stored once.`}
          confirm="Replay them"
          disabled={start.isPending}
          onConfirm={() => start.mutate({ filter: { device, rule }, mapping })}
        />
      </div>
      {start.error && <ProblemNotice error={start.error} what="The replay was not started." />}
      {start.isSuccess && <ReplayJobs zone={zone} />}
    </div>
  );
}
