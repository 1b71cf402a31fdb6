import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Schema } from '../../api/client.js';
import { useProfiles, useZone } from '../../api/use-registry.js';
import { after } from '../../app/browser-clock.js';
import { unitText, valueText } from '../../app/format.js';
import { Ago } from '../../parts/ago.js';
import { guessOf } from './refusal-guess.js';
import { useFirstReading } from './use-first-reading.js';
import type { Made } from './use-make.js';

/** Until then a board may still be flashing. */
const PATIENCE_MS = 20_000;
const SHOWN_VALUES = 8;

/** Waits for the device, turns green with its first values, and says what is wrong when they are refused. */
export function FirstReading({ made }: { readonly made: Made }) {
  const { device, site } = made.draft;
  const { state, others } = useFirstReading(made);
  const zone = useZone(site);
  const href = `/devices/${encodeURIComponent(device)}`;
  return (
    <section aria-live="polite" className="first-reading" data-phase={state.phase}>
      {state.phase === 'waiting' && (
        <div className="notice">
          <strong>
            Waiting for <code>{device}</code> …
          </strong>
          <span>Run the code. This turns green when the first reading arrives.</span>
          {others.length > 0 && (
            <span>
              Meanwhile changed: {others.join(', ')}. A device is known by its MQTT client id: is that one yours?
            </span>
          )}
          <Hints made={made} />
        </div>
      )}
      {state.phase === 'registered' && (
        <div className="notice">
          <strong>
            <code>{device}</code> {state.connected ? 'is connected' : 'is registered'}; waiting for its first reading …
          </strong>
          {state.connected ? (
            <span>
              It publishes to <code>devices/{device}/telemetry</code>.
            </span>
          ) : (
            <Hints made={made} />
          )}
        </div>
      )}
      {state.phase === 'refused' && (
        <div className="notice bad">
          <strong>
            <code>{device}</code> is connected, and what it sends is refused
          </strong>
          <Refusal letter={state.letter} profile={made.draft.profile} />
        </div>
      )}
      {state.phase === 'received' && (
        <div className="notice good">
          <strong>
            {device} sends: its first reading was measured <Ago at={state.latest.at} zone={zone} />
          </strong>
          <dl className="values">
            {Object.entries(state.latest.values)
              .slice(0, SHOWN_VALUES)
              .map(([metric, value]) => (
                <div key={metric}>
                  <dt>{metric}</dt>
                  <dd title={unitText(state.latest.units[metric] ?? '1')}>
                    {valueText(value, state.latest.units[metric])}
                  </dd>
                </div>
              ))}
          </dl>
          <Link href={href} className="button primary">
            See its chart
          </Link>
        </div>
      )}
      {state.phase === 'received' && state.letter && (
        <div className="notice warn">
          <strong>
            Not all of it was taken, last <Ago at={state.letter.receivedAt} zone={zone} />
          </strong>
          <Refusal letter={state.letter} profile={made.draft.profile} />
        </div>
      )}
    </section>
  );
}

/** Why, what is probably meant, and the way to the message. */
function Refusal({
  letter: { id, reason },
  profile,
}: {
  readonly letter: Schema<'DeadLetter'>;
  readonly profile: string;
}) {
  const { data: profiles } = useProfiles();
  const guess = guessOf(reason, profiles?.find((its) => its.id === profile)?.metrics ?? []);
  return (
    <>
      <span>{reason.message}</span>
      {guess !== undefined && <span>{guess}</span>}
      {reason.expected && <span>Expected: {reason.expected}</span>}
      <Link href={`/dead-letters/${id}`} className="button">
        See the message and mend it
      </Link>
    </>
  );
}

/** What usually is wrong when nothing comes. */
function Hints({ made: { draft } }: { readonly made: Made }) {
  const [late, setLate] = useState(false);
  useEffect(() => after(PATIENCE_MS, () => setLate(true)), []);
  const user = draft.credential === 'key' ? 'enrol' : draft.device;
  const word = draft.credential === 'key' ? 'key' : 'secret';
  return (
    <details open={late}>
      <summary>Nothing comes?</summary>
      <ul>
        <li>
          <strong>“Not authorized”, 4, 5 or 134:</strong> user name or password is wrong. The user name is{' '}
          <code>{user}</code>, the password the {word} above, whole and without spaces.
        </li>
        <li>
          <strong>Refused with the right {word}:</strong> the client id has to be <code>{draft.device}</code>; a device
          that already has a secret of its own, or that another key registered, cannot use this one.
        </li>
        <li>
          <strong>No answer, a time-out, -2:</strong> the address or port is wrong, the board is in another network, or
          the server was not started with <code>--lan</code>.
        </li>
        <li>
          <strong>Connected, or cut off again and again, and nothing here:</strong> the topic has to be{' '}
          <code>devices/{draft.device}/telemetry</code>. A device that publishes elsewhere is cut off, so that it
          connects again and again.
        </li>
      </ul>
    </details>
  );
}
