import { diffReading } from '../../parts/diff/payload-diff.js';
import type { ProfileMetric } from '../../parts/diff/profile-metric.js';

interface Reason {
  readonly metric?: string | undefined;
  readonly value?: string | undefined;
}

/** What a refused value probably was meant to be, in a sentence; undefined where nothing is near. */
export function guessOf({ metric, value }: Reason, metrics: readonly ProfileMetric[]): string | undefined {
  if (metric === undefined) return undefined;
  const [field] = diffReading({ envelope: {}, values: { [metric]: valueOf(value) } }, metrics);
  const suggestion = field?.suggestion;
  if (suggestion === undefined || suggestion.remove) return undefined;
  if (suggestion.rename !== undefined) return `Perhaps ‘${suggestion.rename}’ is meant.`;
  return `That is perhaps ${suggestion.words.replace(/^looks like /, '')}.`;
}

/** As it was sent; a long one was cut, and is no JSON then. */
function valueOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return text;
  }
}
