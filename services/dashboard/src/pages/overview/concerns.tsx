import { Link } from 'wouter';
import { concernsOf } from './attention.js';
import type { Overview } from './overview.page.js';

const TONES = { refused: 'bad', stale: 'warn', silent: '' } as const;
const SHOWN = 8;

/** What a person should look at, the gravest first. */
export function Concerns({ sites }: { readonly sites: Overview['sites'] }) {
  const concerns = concernsOf(sites);
  return (
    <section className="card stack" aria-labelledby="attention">
      <h2 id="attention">Needs attention</h2>
      {concerns.length === 0 ? (
        <p>
          <span className="badge good">all well</span> Every device sends, and nothing was refused in the last hour.
        </p>
      ) : (
        <ul className="concerns">
          {concerns.slice(0, SHOWN).map(({ what, where, says, href }) => (
            <li key={href}>
              <Link href={href}>
                <span className={`badge ${TONES[what]}`}>{what}</span>
                <span>
                  <strong>{where}</strong>: {says}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {concerns.length > SHOWN && <p className="muted">and {concerns.length - SHOWN} more, in the table below.</p>}
    </section>
  );
}
