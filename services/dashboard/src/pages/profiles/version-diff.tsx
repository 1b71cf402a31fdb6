import type { Schema } from '../../api/client.js';
import { diffProfiles } from '../../parts/diff/profile-diff.js';

interface Props {
  readonly before: Pick<Schema<'Profile'>, 'version' | 'name' | 'lifetime' | 'metrics'>;
  readonly after: Props['before'];
}

const TONES = { added: 'good', removed: 'bad', changed: 'warn' } as const;

/** What one version changed of another, in words. */
export function VersionDiff({ before, after }: Props) {
  const changes = diffProfiles(before.metrics, after.metrics);
  const heads = [
    ...(before.name === after.name ? [] : [`name: ${before.name} → ${after.name}`]),
    ...(before.lifetime === after.lifetime ? [] : [`lifetime: ${before.lifetime} → ${after.lifetime}`]),
  ];
  return (
    <section className="card stack" aria-label="Difference between versions">
      <h2>
        What version {after.version} changed of version {before.version}
      </h2>
      {heads.length + changes.length === 0 && <p className="muted">Nothing.</p>}
      <ul>
        {heads.map((words) => (
          <li key={words}>{words}</li>
        ))}
        {changes.map(({ metric, change, details }) => (
          <li key={metric}>
            <span className={`badge ${TONES[change]}`}>{change}</span> <code>{metric}</code>: {details.join('; ')}
          </li>
        ))}
      </ul>
    </section>
  );
}
