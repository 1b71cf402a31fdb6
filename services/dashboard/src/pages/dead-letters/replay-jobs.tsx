import { countText, numberText } from '../../app/format.js';
import { Ago } from '../../parts/ago.js';
import { ruleWords } from './desk-filter.js';
import { useReplays, type Replay } from './use-dead-letters.js';

/** Replays of many letters: how far the running one is, what became of the last ones. */
export function ReplayJobs({ zone }: { readonly zone: string }) {
  const jobs = useReplays().data ?? [];
  const [newest, ...earlier] = jobs;
  if (newest === undefined) return null;
  return (
    <section className="card stack" aria-label="Replays">
      <h2>{newest.state === 'running' ? 'Replay running' : 'Last replay'}</h2>
      <Job job={newest} zone={zone} />
      {earlier.length > 0 && (
        <details>
          <summary>{countText(earlier.length, 'earlier replay')}</summary>
          <div className="stack">
            {earlier.map((job) => (
              <Job key={job.id} job={job} zone={zone} />
            ))}
          </div>
        </details>
      )}
    </section>
  );
}

function Job({ job, zone }: { readonly job: Replay; readonly zone: string }) {
  const { state, total, done, accepted, refusedAgain, reasons, startedAt, problem } = job;
  return (
    <div className="stack">
      {state === 'running' && (
        <progress value={done} max={Math.max(total, 1)} aria-label="Letters replayed">
          {done} of {total}
        </progress>
      )}
      <p role={state === 'running' ? undefined : 'status'}>
        {numberText(done)} of {countText(total, 'letter')}: {numberText(accepted)} accepted, {numberText(refusedAgain)}{' '}
        refused again. Started <Ago at={startedAt} zone={zone} />
        {state === 'done' ? ', done.' : state === 'failed' ? ', failed.' : '.'}
      </p>
      {problem !== null && <p className="notice bad">{problem}</p>}
      {reasons.length > 0 && (
        <ul>
          {reasons.map(({ rule, message, count }) => (
            <li key={`${rule} ${message}`}>
              {numberText(count)} × {ruleWords(rule)}: {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
