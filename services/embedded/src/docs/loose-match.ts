/** A line, or a part of one, that may be anything. */
const ANYTHING = '…';
/** What has a digit in it: numbers, times, ids, keys. It may differ. */
const WITH_DIGIT = /[\w+-]*\d[\w+-]*(?:[.,:][\w+-]+)*/g;

/**
 * The first shown line that was not printed where it should be, or undefined where all match: word for word, in order,
 * blank lines and the widths of columns aside, and with anything for what has a digit in it.
 */
export function firstMismatch(shown: readonly string[], printed: readonly string[]): string | undefined {
  const [expected, actual] = [shown, printed].map((lines) => lines.map(loose).filter((line) => line !== ''));
  let at = 0;
  let mayPass = false;
  for (const line of expected as readonly string[]) {
    if (line === ANYTHING) {
      mayPass = true;
      continue;
    }
    const pattern = patternOf(line);
    while (mayPass && at < (actual?.length ?? 0) && !pattern.test(actual?.[at] as string)) at += 1;
    if (!pattern.test(actual?.[at] ?? '')) return line;
    at += 1;
    mayPass = false;
  }
  return mayPass || at === actual?.length ? undefined : `(nothing more, where '${actual?.[at]}' came)`;
}

function loose(line: string): string {
  return line
    .replace(WITH_DIGIT, '#')
    .replace(/-{2,}|─{2,}/g, '--')
    .replace(/\s+/g, ' ')
    .trim();
}

function patternOf(line: string): RegExp {
  const parts = line.split(ANYTHING).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}
