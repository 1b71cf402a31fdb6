import { agoText, timeText } from '../app/format.js';
import { useNow } from '../app/now.js';

/** How long ago, ticking; the time itself, in a zone that is named, on hover. */
export function Ago({
  at,
  zone,
  never = 'never',
}: {
  readonly at: number | null;
  readonly zone: string;
  readonly never?: string;
}) {
  const now = useNow();
  if (at === null) return <span className="muted">{never}</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={timeText(at, zone)}>
      {agoText(at, now)}
    </time>
  );
}
