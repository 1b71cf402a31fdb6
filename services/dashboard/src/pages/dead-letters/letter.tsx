import { Link, useLocation } from 'wouter';
import type { operations } from '@fieldline/api-client';
import { useZone } from '../../api/use-registry.js';
import { useMay } from '../../api/use-session.js';
import { timeText } from '../../app/format.js';
import { ConfirmButton } from '../../parts/confirm-button.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Loaded } from '../../parts/loaded.js';
import { usePageTitle } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { isMissing, useDevice, useProfileVersion } from '../device/use-device.js';
import { ruleWords } from './desk-filter.js';
import { LetterBench } from './letter-bench.js';
import { SentBytes } from './sent-bytes.js';
import { useDiscardLetter, useLetter } from './use-dead-letters.js';

export type Letter = operations['getDeadLetter']['responses'][200]['content']['application/json'];

/** One refused message: what was sent beside what the profile wants, and the way to mend it (X2). */
export function LetterPage({ letter }: { readonly letter: string }) {
  const query = useLetter(letter);
  if (isMissing(query.error) && query.data === undefined) {
    return (
      <div className="stack">
        <h1>Dead letter</h1>
        <EmptyState title="This dead letter is not there any more">
          <p>It was discarded, or its 30 days are over.</p>
          <Link className="button" href="/dead-letters">
            All dead letters
          </Link>
        </EmptyState>
      </div>
    );
  }
  return (
    <Loaded query={query} what="the dead letter" lines={8}>
      {(its) => <LetterView letter={its} />}
    </Loaded>
  );
}

function LetterView({ letter }: { readonly letter: Letter }) {
  const zone = useZone(letter.siteId);
  const { reason, device, kind, replayedAt } = letter;
  usePageTitle(`${ruleWords(reason.rule)}, ${device}`);
  return (
    <div className="stack">
      <p>
        <Link href="/dead-letters">Dead letters</Link>
      </p>
      <div className="page-head">
        <h1>{ruleWords(reason.rule)}</h1>
        <Discard letter={letter} />
      </div>
      <div className="notice bad">
        <strong>{reason.message}</strong>
        {reason.value !== undefined && (
          <span>
            Sent: <code>{reason.value}</code>
          </span>
        )}
        {reason.expected !== undefined && <span>Right would be: {reason.expected}</span>}
        {reason.at !== undefined && <span>In reading {reason.at + 1} of the array</span>}
      </div>
      <p>
        {kind === 'value' ? 'A value of a reading that was accepted otherwise' : 'A whole reading'}, sent by{' '}
        {device === null ? (
          'a device that is gone'
        ) : (
          <Link href={`/devices/${encodeURIComponent(device)}`}>{device}</Link>
        )}{' '}
        on <code>{letter.topic}</code>, received {timeText(letter.receivedAt, zone)}.
      </p>
      {replayedAt !== null && <p className="notice good">It was replayed {timeText(replayedAt, zone)}.</p>}
      {device === null ? <SentBytes letter={letter} /> : <WithProfile letter={letter} device={device} />}
    </div>
  );
}

function WithProfile({ letter, device }: { readonly letter: Letter; readonly device: string }) {
  const query = useDevice(device);
  const profile = useProfileVersion(query.data?.device.profile);
  return (
    <Loaded query={profile} what="the device's profile">
      {(its) => <LetterBench key={letter.id} letter={letter} device={device} profile={its} />}
    </Loaded>
  );
}

function Discard({ letter }: { readonly letter: Letter }) {
  const mayWrite = useMay('write');
  const [, navigate] = useLocation();
  const discard = useDiscardLetter(letter.id, () => navigate('/dead-letters'));
  if (!mayWrite) return null;
  return (
    <div>
      <ConfirmButton
        label="Discard"
        says="Its bytes are taken away for ever. It stays counted."
        confirm="Discard it"
        disabled={discard.isPending}
        onConfirm={() => discard.mutate()}
      />
      {discard.error && <ProblemNotice error={discard.error} what="It was not discarded." />}
    </div>
  );
}
