import type { Schema } from '../api/client.js';

type State = Schema<'ListedDevice'>['state'];

const LOOKS: Readonly<Record<State | 'disabled', { readonly tone: string; readonly title: string }>> = {
  online: { tone: 'good', title: 'Its newest reading is fresh' },
  stale: { tone: 'warn', title: 'Its newest reading is older than its profile allows' },
  silent: { tone: '', title: 'No reading of it is known' },
  disabled: { tone: 'bad', title: 'Switched off here: its connections are refused' },
};

/** What a device is doing, in a word. */
export function StateBadge({ state, disabled = false }: { readonly state: State; readonly disabled?: boolean }) {
  const word = disabled ? 'disabled' : state;
  const { tone, title } = LOOKS[word];
  return (
    <span className={`badge ${tone}`} title={title}>
      {word}
    </span>
  );
}
