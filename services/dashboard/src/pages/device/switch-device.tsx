import { ConfirmButton } from '../../parts/confirm-button.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { useChangeDevice } from './use-change-device.js';
import type { TaggedDevice } from './use-device.js';

/** Switches a device off here without forgetting it, and on again. */
export function SwitchDevice({ tagged }: { readonly tagged: TaggedDevice }) {
  const change = useChangeDevice(tagged);
  const { disabled, name } = tagged.device;
  return (
    <section className="card stack">
      <h2>{disabled ? 'Disabled' : 'Disable'}</h2>
      <p>
        {disabled
          ? 'Its connections are refused. Its readings and its secrets are kept.'
          : 'Closes its connection and refuses new ones, until it is enabled again. Its readings and its secrets are kept.'}
      </p>
      {change.error && <ProblemNotice error={change.error} what="It was not changed." />}
      <div className="row">
        {disabled ? (
          <button
            type="button"
            className="button primary"
            disabled={change.isPending}
            onClick={() => change.mutate({ disabled: false })}
          >
            Enable
          </button>
        ) : (
          <ConfirmButton
            label="Disable"
            says={`${name} is disconnected, and cannot connect until it is enabled again.`}
            confirm="Disable it"
            disabled={change.isPending}
            onConfirm={() => change.mutate({ disabled: true })}
          />
        )}
      </div>
    </section>
  );
}
