import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { answerOf, api } from '../../api/client.js';
import { useSession } from '../../api/use-session.js';
import { Field } from '../../parts/field.js';
import { ProblemNotice } from '../../parts/problem-notice.js';

const SHORTEST = 8;
const LONGEST = 200;

/** Who is signed in, and their password. */
export function Account() {
  const { data: caller } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const change = useMutation({
    mutationFn: () => answerOf(api.PUT('/session/password', { body: { current, next } })),
    onSuccess: () => [setCurrent, setNext, setAgain].forEach((clear) => clear('')),
  });
  const differs = again !== '' && again !== next;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (again === next) change.mutate();
  };
  const password = (value: string, set: (value: string) => void, autoComplete: string) => ({
    type: 'password',
    value,
    autoComplete,
    required: true,
    maxLength: LONGEST,
    onChange: ({ target }: { target: { value: string } }) => set(target.value),
  });
  return (
    <form className="card stack narrow" onSubmit={submit}>
      <h2>Change the password of {caller?.name}</h2>
      <input type="hidden" autoComplete="username" value={caller?.name ?? ''} readOnly />
      <Field label="Password now">
        {(ids) => <input {...ids} {...password(current, setCurrent, 'current-password')} />}
      </Field>
      <Field label="New password" hint={`At least ${SHORTEST} characters. A few unrelated words are good.`}>
        {(ids) => <input {...ids} {...password(next, setNext, 'new-password')} minLength={SHORTEST} />}
      </Field>
      <Field label="New password again" fault={differs ? 'It differs from the one above.' : undefined}>
        {(ids) => <input {...ids} {...password(again, setAgain, 'new-password')} />}
      </Field>
      {change.error && <ProblemNotice error={change.error} what="The password stays as it was." />}
      {change.isSuccess && (
        <div className="notice good" role="status">
          The password is changed. Every other session of yours has ended.
        </div>
      )}
      <button type="submit" className="button primary" disabled={change.isPending || differs}>
        Change the password
      </button>
    </form>
  );
}
