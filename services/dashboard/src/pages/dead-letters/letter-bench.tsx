import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../api/client.js';
import { useMay } from '../../api/use-session.js';
import { useSettled } from '../../parts/diff/use-settled.js';
import { diffReadings } from '../../parts/diff/payload-diff.js';
import { readPayload } from '../../parts/diff/payload-fields.js';
import { mappingOf, rowsOf, usableFactor, type MappingRow } from '../../parts/diff/payload-mapping.js';
import { TrialResult } from '../../parts/diff/trial-result.js';
import { Loaded } from '../../parts/loaded.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { asPayload } from './as-payload.js';
import { FieldTable } from './field-table.js';
import type { Letter } from './letter.js';
import { ReplayAlike } from './replay-alike.js';
import { SentBytes } from './sent-bytes.js';
import { SentEditor } from './sent-editor.js';
import { useLetterTrial, useReplayLetter, type Mapping, type Treatment } from './use-dead-letters.js';

interface Props {
  readonly letter: Letter;
  readonly device: string;
  readonly profile: Schema<'Profile'>;
}

const SETTLE_MS = 300;

/** Where a letter is mended: sent beside wanted, edit and mapping tried as one types, then sent once more. */
export function LetterBench({ letter, device, profile }: Props) {
  const [edited, setEdited] = useState<string>();
  const [own, setOwn] = useState<ReadonlyMap<string, MappingRow>>(new Map());
  const text = edited ?? letter.text;
  const payload = useMemo(() => (text === null ? undefined : readPayload(asPayload(letter, text))), [letter, text]);
  const fields = useMemo(
    () => (payload === undefined || 'problem' in payload ? [] : diffReadings(payload.readings, profile.metrics)),
    [payload, profile],
  );
  const rows = rowsOf(fields).map((row) => own.get(row.key) ?? row);
  const mapping = mappingOf(rows) as Mapping | undefined;
  const treatment: Treatment = {
    ...(edited === undefined ? {} : { payload: edited }),
    ...(mapping === undefined ? {} : { mapping }),
  };
  const usable = rows.every(({ scale }) => usableFactor(scale));
  return (
    <div className="stack">
      <div className="beside">
        {edited === undefined ? (
          <div className="stack">
            <SentBytes letter={letter} />
            {letter.text !== null && (
              <button type="button" className="button" onClick={() => setEdited(letter.text ?? '')}>
                Edit it
              </button>
            )}
          </div>
        ) : (
          <SentEditor text={edited} payload={payload} onChange={setEdited} onUndo={() => setEdited(undefined)} />
        )}
        <section className="card stack" aria-label="What the profile wants">
          <h2>
            What <Link href={`/profiles/${profile.id}`}>{profile.name}</Link> version {profile.version} wants
          </h2>
          <FieldTable
            payload={payload}
            fields={fields}
            rows={rows}
            onChange={(row) => setOwn(new Map([...own, [row.key, row]]))}
          />
          {own.size > 0 && (
            <div className="row">
              <button type="button" className="button" onClick={() => setOwn(new Map())}>
                Back to the suggestions
              </button>
            </div>
          )}
        </section>
      </div>
      <Send {...{ letter, device, profile, treatment, usable }} />
    </div>
  );
}

interface SendProps extends Props {
  readonly treatment: Treatment;
  readonly usable: boolean;
}

/** What it would become, and the button that makes it so. */
function Send({ letter, device, profile, treatment, usable }: SendProps) {
  const mayWrite = useMay('write');
  const settled = useSettled(JSON.stringify(treatment), SETTLE_MS);
  const isSettled = settled === JSON.stringify(treatment);
  const trial = useLetterTrial(letter.id, JSON.parse(settled) as Treatment, usable);
  const replay = useReplayLetter(letter.id);
  const passes = trial.data?.refused.length === 0 && trial.data.readings.length > 0;
  return (
    <section className="card stack" aria-label="What it becomes">
      <h2>What it becomes</h2>
      {!usable && <p className="notice bad">A factor is not a number, or 0.</p>}
      <Loaded query={trial} what="the trial" lines={3}>
        {(its) => <TrialResult trial={its} metrics={profile.metrics} />}
      </Loaded>
      {replay.error && <ProblemNotice error={replay.error} what="It was not sent." />}
      {replay.isSuccess ? (
        <p className="notice good" role="status">
          <span>It is in the log, and stored once.</span>
          <Link href={`/devices/${encodeURIComponent(device)}`}>To the device</Link>
        </p>
      ) : (
        mayWrite && (
          <div className="row">
            <button
              type="button"
              className="button primary"
              disabled={!passes || !isSettled || !usable || trial.isFetching || replay.isPending}
              onClick={() => replay.mutate(treatment)}
            >
              {letter.replayedAt === null ? 'Replay' : 'Replay again'}
            </button>
            {!passes && trial.data && <span className="muted">Nothing is sent before all of it passes.</span>}
          </div>
        )
      )}
      {mayWrite && treatment.payload === undefined && treatment.mapping !== undefined && (
        <ReplayAlike letter={letter} device={device} mapping={treatment.mapping} />
      )}
    </section>
  );
}
