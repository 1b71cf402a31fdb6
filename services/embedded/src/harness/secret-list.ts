/** A place where no secret may stand, such as the standard error of a process. */
export interface SearchedPlace {
  readonly place: string;
  readonly text: string;
}

interface Secret {
  readonly kind: string;
  readonly value: string;
  readonly shown: Readonly<Record<string, number>>;
}

/** Shorter ones would be found by chance. */
const SHORTEST = 8;

/** Every secret that a run made, and the search for them. A test that makes another kind adds it here. */
export class SecretList {
  readonly #secrets: Secret[] = [];

  /** `shown` says how often a place is meant to show it, such as once on standard output; elsewhere never. */
  add(kind: string, value: string | Buffer, shown: Readonly<Record<string, number>> = {}): void {
    const text = typeof value === 'string' ? value : value.toString('hex');
    if (text.length < SHORTEST) throw new Error(`the ${kind} is too short to be looked for`);
    this.#secrets.push({ kind, value: text, shown });
  }

  get kinds(): ReadonlySet<string> {
    return new Set(this.#secrets.map(({ kind }) => kind));
  }

  /** A line for each secret that stands where it must not, in clear or in another spelling; never the secret itself. */
  leaks(places: readonly SearchedPlace[]): readonly string[] {
    return places.flatMap(({ place, text }) =>
      this.#secrets.flatMap(({ kind, value, shown }) =>
        [...spellings(value)].flatMap(([spelling, needle]) => {
          const allowed = spelling === 'clear' ? (shown[place] ?? 0) : 0;
          const times = text.split(needle).length - 1;
          return times > allowed ? [`${kind}, ${spelling}: ${times} times in ${place}`] : [];
        }),
      ),
    );
  }
}

/** As it is, and as it would stand in a URL, a header or a dump. */
function spellings(value: string): ReadonlyMap<string, string> {
  const bytes = Buffer.from(value);
  const all: [string, string][] = [
    ['clear', value],
    ['base64', bytes.toString('base64').replace(/=+$/, '')],
    ['hex', bytes.toString('hex')],
    ['URL', encodeURIComponent(value)],
    ['JSON bytes', [...bytes].join(',')],
  ];
  return new Map(all.filter(([name, text]) => name === 'clear' || text !== value));
}
