/** What the desk shows; lives in its address. */
export interface DeskFilter {
  readonly device?: string;
  readonly site?: string;
  readonly rule?: string;
  readonly kind?: 'reading' | 'value';
  readonly replayed?: 'true' | 'false';
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;
const RULE = /^[a-z][a-z0-9-]{0,63}$/;
const ULID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Reads an address that anyone may have typed: what the API would not take is left out. Those not replayed, where it says nothing. */
export function readDeskFilter(search: URLSearchParams): DeskFilter {
  const of = (name: string, pattern: RegExp): string | undefined => {
    const text = search.get(name);
    return text !== null && pattern.test(text) ? text : undefined;
  };
  const [device, site, rule] = [of('device', NAME), of('site', ULID), of('rule', RULE)];
  const [kind, replayed] = [search.get('kind'), search.get('replayed') ?? 'false'];
  return {
    ...(device === undefined ? {} : { device }),
    ...(site === undefined ? {} : { site }),
    ...(rule === undefined ? {} : { rule }),
    ...(kind === 'reading' || kind === 'value' ? { kind } : {}),
    ...(replayed === 'true' || replayed === 'false' ? { replayed } : {}),
  };
}

/** With one field set, or taken away by an empty text. */
export function withFilter(search: URLSearchParams, name: keyof DeskFilter, value: string): URLSearchParams {
  const next = new URLSearchParams(search);
  if (value === '') next.delete(name);
  else next.set(name, value);
  return next;
}

const RULE_WORDS: Readonly<Record<string, string>> = {
  'unknown-metric': 'Name that the profile does not have',
  'unknown-field': 'Field beside the values',
  'out-of-range': 'Number out of range',
  'wrong-type': 'Wrong type of value',
  'unknown-state': 'State that the profile does not have',
  'unstorable-text': 'Text that no store takes',
  'not-json': 'Not JSON',
  'not-an-object': 'Not a JSON object',
  'values-not-an-object': 'Values are not a JSON object',
  'no-value': 'No value in it',
  'unusable-seq': 'Sequence number that cannot be used',
  'unusable-boot': 'Boot number that cannot be used',
  'non-finite': 'Number too large',
  'too-deep': 'Nested too deep',
  'too-many-keys': 'Too many keys',
  'forbidden-key': 'Forbidden key',
};

/** A rule in words; one that is not known here as it is spelled. */
export function ruleWords(rule: string): string {
  return RULE_WORDS[rule] ?? rule.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
}
