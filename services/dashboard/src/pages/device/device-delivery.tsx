import { useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schema } from '../../api/client.js';
import { allOf } from '../../api/use-registry.js';
import { numberText } from '../../app/format.js';
import { Ago } from '../../parts/ago.js';
import { Loaded } from '../../parts/loaded.js';
import { balanceSentence, OUTCOMES, REMARKS, unaccounted } from './ledger-words.js';
import type { Device } from './use-device.js';

const REFETCH_MS = 5_000;

interface Props {
  readonly device: Device;
  readonly zone: string;
}

/** What became of everything the device sent, and whether anything was lost on the way (X1). */
export function DeviceDelivery({ device: { device, siteId }, zone }: Props) {
  const path = { device };
  const ledger = useQuery({
    queryKey: ['ledger', device],
    refetchInterval: REFETCH_MS,
    queryFn: () => answerOf(api.GET('/devices/{device}/ledger', { params: { path } })),
  });
  const receipts = useQuery({
    queryKey: ['receipts', device],
    refetchInterval: REFETCH_MS,
    queryFn: () => answerOf(api.GET('/devices/{device}/receipts', { params: { path, query: { limit: 50 } } })),
  });
  const connection = useQuery({
    queryKey: ['connection', siteId, device],
    refetchInterval: REFETCH_MS * 2,
    queryFn: async () => {
      const page = (query: { limit: number; cursor?: string }) =>
        answerOf(api.GET('/connections', { params: { query: { ...query, site: siteId } } }));
      return (await allOf(page)).find((its) => its.device === device) ?? null;
    },
  });
  return (
    <div className="stack">
      <Loaded query={ledger} what="the ledger">
        {(its) => <LedgerCard ledger={its} />}
      </Loaded>
      <Loaded query={receipts} what="the receipts">
        {({ items, next }) => <ReceiptsCard receipts={items} more={next !== undefined} />}
      </Loaded>
      <Loaded query={connection} what="the connection" lines={1}>
        {(its) => (
          <section className="card stack">
            <h2>Connection</h2>
            {its === null ? (
              <p>It has not connected itself yet; where a gateway sends for it, that is as it should be.</p>
            ) : (
              <p>
                {its.connected ? 'Connected' : 'Not connected'}, since{' '}
                <Ago at={its.since} zone={zone} never="unknown" />.
              </p>
            )}
          </section>
        )}
      </Loaded>
    </div>
  );
}

function LedgerCard({ ledger }: { readonly ledger: Schema<'Ledger'> }) {
  const open = unaccounted(ledger);
  return (
    <section className="card stack">
      <h2>Ledger</h2>
      <p>
        <strong>{balanceSentence(ledger, numberText)}</strong>
      </p>
      <p className={`notice ${open === 0 ? 'good' : 'bad'}`}>
        {open === 0
          ? 'It balances: every reading that was received is accounted for.'
          : `It does not balance: ${numberText(open)} readings are not accounted for. “fieldline audit” finds out which.`}
      </p>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Counted</th>
            <th scope="col" className="number">
              How many
            </th>
          </tr>
        </thead>
        <tbody>
          {[...OUTCOMES, ...REMARKS].map(([name, means]) => (
            <tr key={name}>
              <td>
                <strong>{name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}</strong>
                <div className="muted">{means}</div>
              </td>
              <td className="number">{numberText(ledger[name])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ReceiptsProps {
  readonly receipts: readonly Schema<'Receipts'>[];
  readonly more: boolean;
}

function ReceiptsCard({ receipts, more }: ReceiptsProps) {
  const gaps = receipts.flatMap((its) => its.gaps.map((gap) => ({ ...its, ...gap })));
  return (
    <section className="card stack">
      <h2>Receipts</h2>
      {receipts.length === 0 && <p className="muted">None yet: the device has sent nothing.</p>}
      {receipts.length > 0 && gaps.length === 0 && (
        <p className="notice good">
          No gap: of {more ? 'the newest 50' : `${receipts.length}`} numbered runs every number was applied.
        </p>
      )}
      {gaps.length > 0 && (
        <div className="notice bad">
          <strong>Some numbers are missing: on their way, or lost.</strong>
          <ul>
            {gaps.map(({ runId, stream, from, to }) => (
              <li key={`${runId} ${stream} ${from}`}>
                {stream}s {from} to {to} of run <code>{runId}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
      {receipts.length > 0 && (
        <table className="table cards">
          <thead>
            <tr>
              <th scope="col">Run of the server</th>
              <th scope="col">Of</th>
              <th scope="col" className="number">
                Applied
              </th>
              <th scope="col" className="number">
                Highest number
              </th>
            </tr>
          </thead>
          <tbody>
            {receipts.map(({ runId, stream, applied, last }) => (
              <tr key={`${runId} ${stream}`}>
                <td data-label="Run of the server">
                  <code>{runId}</code>
                </td>
                <td data-label="Of">{stream === 'reading' ? 'readings' : 'refusals'}</td>
                <td data-label="Applied" className="number">
                  {numberText(applied)}
                </td>
                <td data-label="Highest number" className="number">
                  {numberText(last)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
