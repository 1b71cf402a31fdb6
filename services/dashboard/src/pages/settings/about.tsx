import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.js';
import { countText } from '../../app/format.js';
import { Ago } from '../../parts/ago.js';
import { Loaded } from '../../parts/loaded.js';

const REFETCH_MS = 5_000;

/** The server: whether it is well, where it listens, how it is used by programs. */
export function About() {
  const status = useQuery({
    queryKey: ['status'],
    queryFn: () => answerOf(api.GET('/status')),
    refetchInterval: REFETCH_MS,
  });
  return (
    <>
      <section className="card stack">
        <h2>For programs</h2>
        <p>
          All that these pages do goes through the API. <a href="/api/docs">Its documentation, to read and to try</a>,
          and <a href="/api/v1/openapi.json">its OpenAPI document</a>.
        </p>
      </section>
      <Loaded query={status} what="the state of the server" lines={8}>
        {({ version, runId, startedAt, ready, checks, writer, addresses }) => (
          <section className="card stack">
            <h2>Server</h2>
            <p>
              Fieldline {version}, runs since <Ago at={startedAt} zone={ownZone()} /> (run <code>{runId}</code>).
            </p>
            <p>
              <span className={ready ? 'badge good' : 'badge bad'}>{ready ? 'ready' : 'not ready'}</span>{' '}
              {ready ? 'It takes what devices send.' : 'It cannot keep its promises now; the checks say why.'}
            </p>
            <p>
              {writer.lag === null
                ? 'The writer has not run yet.'
                : writer.lag === 0
                  ? 'All that arrived is stored.'
                  : `${countText(writer.lag, 'record is', 'records are')} in the log and not stored yet.`}
            </p>
            <h3>Checks</h3>
            <ul className="checks">
              {checks.map(({ name, critical, problem }) => (
                <li key={name}>
                  <span className={problem === undefined ? 'badge good' : critical ? 'badge bad' : 'badge warn'}>
                    {problem === undefined ? 'well' : critical ? 'down' : 'degraded'}
                  </span>
                  <strong>{name}</strong>
                  {problem !== undefined && <span>{problem}</span>}
                </li>
              ))}
            </ul>
            <h3>Addresses</h3>
            <ul className="checks">
              {addresses.map(({ transport, host, port }) => (
                <li key={`${transport} ${host} ${port}`}>
                  <strong>{transport}</strong>
                  <code>
                    {host}:{port}
                  </code>
                </li>
              ))}
            </ul>
          </section>
        )}
      </Loaded>
    </>
  );
}

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
