import { connection } from './connection.js';
import { timeText } from './format.js';
import { askAgain } from './recovery.js';
import { useStore } from './store.js';

/** Says that the server does not answer and from when what is shown is; goes by itself. */
export function ConnectionBanner() {
  const state = useStore(connection);
  return (
    <div aria-live="polite" className="connection">
      {state.lost && (
        <div className="notice warn">
          <strong>Connection lost, showing what was known at {timeText(state.since, ownZone())}.</strong>
          <span>The page tries again by itself and catches up.</span>
          <button type="button" className="button" onClick={askAgain}>
            Try now
          </button>
        </div>
      )}
    </div>
  );
}

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
