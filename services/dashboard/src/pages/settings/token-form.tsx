import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answerOf, api, type Schema } from '../../api/client.js';
import { CopyButton } from '../../parts/copy-button.js';
import { Field } from '../../parts/field.js';
import { ProblemNotice } from '../../parts/problem-notice.js';

type Scope = Schema<'Token'>['scope'];

const SCOPES: readonly (readonly [Scope, string])[] = [
  ['read', 'read: look at everything'],
  ['write', 'write: also add and change devices, replay dead letters'],
  ['admin', 'admin: also delete, and make tokens'],
];
const EXPIRIES: readonly (readonly [days: number | null, word: string])[] = [
  [7, 'in 7 days'],
  [90, 'in 90 days'],
  [365, 'in a year'],
  [null, 'never'],
];

/** Makes a token and shows it this once. */
export function TokenForm({ onMade }: { readonly onMade: () => void }) {
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope>('read');
  const [expiresInDays, setExpiresInDays] = useState<number | null>(90);
  const make = useMutation({
    mutationFn: () => answerOf(api.POST('/tokens', { body: { name, scope, expiresInDays } })),
    onSuccess: () => {
      setName('');
      onMade();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <section className="card stack">
      <h2>New token</h2>
      <form className="fields" onSubmit={submit}>
        <Field label="Name" hint="What it is for">
          {(ids) => (
            <input
              {...ids}
              required
              value={name}
              maxLength={120}
              placeholder="night report"
              onChange={({ target }) => setName(target.value)}
            />
          )}
        </Field>
        <Field label="Scope">
          {(ids) => (
            <select {...ids} value={scope} onChange={({ target }) => setScope(target.value as Scope)}>
              {SCOPES.map(([each, word]) => (
                <option key={each} value={each}>
                  {word}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Expires">
          {(ids) => (
            <select
              {...ids}
              value={expiresInDays ?? ''}
              onChange={({ target }) => setExpiresInDays(target.value === '' ? null : Number(target.value))}
            >
              {EXPIRIES.map(([days, word]) => (
                <option key={word} value={days ?? ''}>
                  {word}
                </option>
              ))}
            </select>
          )}
        </Field>
        <button type="submit" className="button primary" disabled={make.isPending}>
          Make the token
        </button>
      </form>
      {make.error && <ProblemNotice error={make.error} what="No token was made." />}
      {make.data && <NewToken token={make.data.token} name={make.data.name} />}
    </section>
  );
}

function NewToken({ token, name }: { readonly token: string; readonly name: string }) {
  const command = `curl -H 'Authorization: Bearer ${token}' ${location.origin}/api/v1/overview`;
  return (
    <div className="notice good" role="status">
      <strong>The token “{name}”, shown this once:</strong>
      <div className="row">
        <span className="secret">{token}</span>
        <CopyButton text={token} what="the token" />
      </div>
      <span>Try it:</span>
      <div className="row">
        <code className="secret">{command}</code>
        <CopyButton text={command} what="the command" />
      </div>
    </div>
  );
}
