import { useState, type FormEvent } from 'react';
import { ApiError, signedOut } from '../../api/client.js';
import { useSignIn } from '../../api/use-session.js';
import { useStore } from '../../app/store.js';
import { Field } from '../../parts/field.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { usePageTitle } from '../../parts/page.js';
import './sign-in.css';

export default function SignInPage() {
  usePageTitle('Sign in');
  const signIn = useSignIn();
  const ended = useStore(signedOut) > 0;
  const [name, setName] = useState('admin');
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ name, password });
  };
  const refused = signIn.error instanceof ApiError && signIn.error.problem.status === 401;
  return (
    <main className="sign-in">
      <form className="card stack" onSubmit={submit}>
        <h1 className="row">
          <img src="/favicon.svg" alt="" width="30" height="30" />
          Sign in to Fieldline
        </h1>
        {ended && (
          <p className="notice warn" role="status">
            The session ended; what was not saved by then was not changed. Sign in to go on where you were.
          </p>
        )}
        <Field label="Name">
          {(ids) => (
            <input
              {...ids}
              value={name}
              autoComplete="username"
              autoCapitalize="none"
              required
              maxLength={120}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field
          label="Password"
          hint="The first start printed it once, in its terminal."
          fault={refused ? 'Name or password is wrong.' : undefined}
        >
          {(ids) => (
            <input
              {...ids}
              type={shown ? 'text' : 'password'}
              value={password}
              autoComplete="current-password"
              required
              maxLength={200}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <label className="row">
          <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
          Show the password
        </label>
        {signIn.error && !refused && <ProblemNotice error={signIn.error} what="You are not signed in." />}
        <button type="submit" className="button primary" disabled={signIn.isPending}>
          {signIn.isPending ? 'Signing in …' : 'Sign in'}
        </button>
        <details>
          <summary>The password is lost</summary>
          <p>
            In the folder where the server was started, <code>npx fieldline admin reset</code> makes a new one and
            prints it.
          </p>
        </details>
      </form>
    </main>
  );
}
