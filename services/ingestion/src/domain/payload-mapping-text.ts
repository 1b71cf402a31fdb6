/** A member of a JSON object, its value as it was written. */
export interface TextMember {
  readonly key: string;
  /** JSON text without white space around. */
  readonly value: string;
}

/** The members of a JSON object in order; of a key that stands twice the last, as JSON.parse takes it. The text has to be one. */
export function membersOf(object: string): readonly TextMember[] {
  const members = new Map<string, TextMember>();
  let at = skipSpace(object, object.indexOf('{') + 1);
  while (object[at] === '"') {
    const keyEnd = endOfText(object, at);
    const start = skipSpace(object, object.indexOf(':', keyEnd) + 1);
    const end = endOfValue(object, start);
    const key = JSON.parse(object.slice(at, keyEnd)) as string;
    members.set(key, { key, value: object.slice(start, end) });
    at = skipSeparator(object, end);
  }
  return [...members.values()];
}

/** The elements of a JSON array, each as it was written. The text has to be one. */
export function elementsOf(array: string): readonly string[] {
  const elements: string[] = [];
  let at = skipSpace(array, array.indexOf('[') + 1);
  while (array[at] !== ']') {
    const end = endOfValue(array, at);
    elements.push(array.slice(at, end));
    at = skipSeparator(array, end);
  }
  return elements;
}

export function objectText(members: readonly TextMember[]): string {
  return `{${members.map(({ key, value }) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}

/** What kind of value a JSON text is, by its first character. */
export function isObjectText(text: string): boolean {
  return text[skipSpace(text, 0)] === '{';
}

export function isArrayText(text: string): boolean {
  return text[skipSpace(text, 0)] === '[';
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return at;
}

function skipSeparator(text: string, from: number): number {
  const at = skipSpace(text, from);
  return text[at] === ',' ? skipSpace(text, at + 1) : at;
}

/** `from` is at the opening quote; the place after the closing one. */
function endOfText(text: string, from: number): number {
  let at = from + 1;
  while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function endOfValue(text: string, from: number): number {
  const first = text[from];
  if (first === '"') return endOfText(text, from);
  let at = from;
  if (first !== '{' && first !== '[') {
    while (at < text.length && !',]} \n\r\t'.includes(text[at] as string)) at += 1;
    return at;
  }
  let depth = 0;
  do {
    const sign = text[at];
    if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    at = sign === '"' ? endOfText(text, at) : at + 1;
  } while (depth > 0);
  return at;
}
