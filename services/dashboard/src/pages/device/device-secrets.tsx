import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.js';
import { allOf } from '../../api/use-registry.js';
import { timeText } from '../../app/format.js';
import { queryClient } from '../../app/query-client.js';
import { Ago } from '../../parts/ago.js';
import { ConfirmButton } from '../../parts/confirm-button.js';
import { CopyButton } from '../../parts/copy-button.js';
import { Loaded } from '../../parts/loaded.js';
import { ProblemNotice } from '../../parts/problem-notice.js';

interface Props {
  readonly device: string;
  readonly zone: string;
  readonly mayWrite: boolean;
}

/** What the device signs in with: a new one is shown once, earlier ones can be ended. */
export function DeviceSecrets({ device, zone, mayWrite }: Props) {
  const key = ['secrets', device];
  const path = { device };
  const secrets = useQuery({
    queryKey: key,
    queryFn: () => allOf((query) => answerOf(api.GET('/devices/{device}/secrets', { params: { path, query } }))),
  });
  const renew = (): void => void queryClient.invalidateQueries({ queryKey: key });
  const end = useMutation({
    mutationFn: (credential: string) =>
      answerOf(api.DELETE('/credentials/{credential}', { params: { path: { credential } } })),
    onSettled: renew,
  });
  return (
    <section className="card stack">
      <h2>Secrets</h2>
      {end.error && <ProblemNotice error={end.error} what="The secret was not ended." />}
      <Loaded query={secrets} what="the secrets" lines={2}>
        {(items) =>
          items.length === 0 ? (
            <p className="muted">None of its own; it may have signed in with an enrolment key.</p>
          ) : (
            <ul>
              {items.map(({ id, createdAt, expiresAt, revoked }) => (
                <li key={id}>
                  <div className="row">
                    <span className="grow">
                      Made <Ago at={createdAt} zone={zone} />
                      {revoked ? ', ended' : ''}
                      {expiresAt !== null && `, until ${timeText(expiresAt, zone)}`}
                    </span>
                    {mayWrite && !revoked && (
                      <ConfirmButton
                        label="End"
                        says="The device is disconnected, and this secret opens no connection any more."
                        confirm="End this secret"
                        disabled={end.isPending}
                        onConfirm={() => end.mutate(id)}
                      />
                    )}
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {mayWrite && <NewSecret device={device} onMade={renew} />}
    </section>
  );
}

function NewSecret({ device, onMade }: { readonly device: string; readonly onMade: () => void }) {
  const [replace, setReplace] = useState(false);
  const make = useMutation({
    mutationFn: () =>
      answerOf(
        api.POST('/devices/{device}/secrets', {
          params: { path: { device } },
          body: { replace, expiresInSeconds: null },
        }),
      ),
    onSettled: onMade,
  });
  return (
    <div className="stack">
      <label className="row">
        <input type="checkbox" checked={replace} onChange={(event) => setReplace(event.target.checked)} />
        End all earlier secrets at the same time
      </label>
      <div className="row">
        <button type="button" className="button" disabled={make.isPending} onClick={() => make.mutate()}>
          Make a new secret
        </button>
      </div>
      {make.error && <ProblemNotice error={make.error} what="No secret was made." />}
      {make.data && (
        <div className="notice good">
          <strong>The new secret, shown this once:</strong>
          <span>
            MQTT user name <code>{make.data.username}</code>, password:
          </span>
          <code className="secret">{make.data.secret}</code>
          <CopyButton text={make.data.secret} what="the secret" />
        </div>
      )}
    </div>
  );
}
