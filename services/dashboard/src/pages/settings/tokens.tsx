import { useMutation, useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schema } from '../../api/client.js';
import { allOf } from '../../api/use-registry.js';
import { useMay } from '../../api/use-session.js';
import { timeText } from '../../app/format.js';
import { useNow } from '../../app/now.js';
import { Ago } from '../../parts/ago.js';
import { ConfirmButton } from '../../parts/confirm-button.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Loaded } from '../../parts/loaded.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { TokenForm } from './token-form.js';

type Token = Schema<'Token'>;

/** Tokens with which programs use the API. */
export function Tokens() {
  const isAdmin = useMay('admin');
  const tokens = useQuery({
    queryKey: ['tokens'],
    enabled: isAdmin,
    queryFn: () => allOf((query) => answerOf(api.GET('/tokens', { params: { query } }))),
  });
  const revoke = useMutation({
    mutationFn: ({ id }: Token) => answerOf(api.DELETE('/tokens/{token}', { params: { path: { token: id } } })),
    onSettled: () => tokens.refetch(),
  });
  const gone = revoke.isSuccess ? revoke.variables.name : undefined;
  if (!isAdmin) return <EmptyState title="Tokens are made by an admin" />;
  return (
    <>
      <TokenForm onMade={() => void tokens.refetch()} />
      {revoke.error && <ProblemNotice error={revoke.error} what="The token was not ended." />}
      <p role="status" className={gone === undefined ? 'hidden-words' : ''}>
        {gone !== undefined && `The token '${gone}' has ended.`}
      </p>
      <Loaded query={tokens} what="the tokens">
        {(items) => (items.length === 0 ? <None /> : <TokenTable tokens={items} onRevoke={revoke.mutate} />)}
      </Loaded>
    </>
  );
}

function None() {
  return (
    <EmptyState title="No token yet">
      <p>
        A program, such as <code>curl</code> or <code>npx fieldline</code> on another machine, signs in with one. Make
        it above.
      </p>
    </EmptyState>
  );
}

interface TableProps {
  readonly tokens: readonly Token[];
  readonly onRevoke: (token: Token) => void;
}

function TokenTable({ tokens, onRevoke }: TableProps) {
  return (
    <section className="card stack">
      <h2>Tokens</h2>
      <table className="table cards">
        <thead>
          <tr>
            <th>Name</th>
            <th>Scope</th>
            <th>Expires</th>
            <th>Last used</th>
            <th>
              <span className="hidden-words">Action</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td>
                <strong>{token.name}</strong>
              </td>
              <td data-label="Scope">{token.scope}</td>
              <td data-label="Expires">
                <Expiry at={token.expiresAt} />
              </td>
              <td data-label="Last used">
                <Ago at={token.lastUsedAt} zone={ownZone()} />
              </td>
              <td>
                <ConfirmButton
                  label="End"
                  says={`Programs with the token '${token.name}' are refused from now on. It cannot be brought back.`}
                  confirm="End the token"
                  onConfirm={() => onRevoke(token)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Expiry({ at }: { readonly at: number | null }) {
  const now = useNow();
  if (at === null) return 'never';
  if (at <= now) return <span className="badge bad">expired</span>;
  return timeText(at, ownZone());
}

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
