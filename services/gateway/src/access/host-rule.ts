import { isIP } from 'node:net';

export interface HostNames {
  /** Of the machine, as it calls itself. */
  readonly machine: string;
  /** Further names under which the server is reached (`FIELDLINE_PUBLIC_HOSTS`). */
  readonly published: readonly string[];
}

/**
 * Which Host headers are answered: addresses, `localhost`, the machine's name, alone and with `.local`, and the published
 * names. A page elsewhere whose name was pointed at this server (DNS rebinding) sends its own name and gets nothing.
 */
export class HostRule {
  readonly #names: ReadonlySet<string>;

  constructor({ machine, published }: HostNames) {
    const [label = machine] = machine.split('.');
    this.#names = new Set(['localhost', machine, label, `${label}.local`, ...published].map(plain));
  }

  /** The name that is not one of this server's; undefined where all is well. */
  stranger(host: string | undefined): string | undefined {
    const name = hostNameOf(host);
    if (name === undefined) return host ?? '';
    return isIP(name) !== 0 || this.#names.has(name) ? undefined : name;
  }
}

/** `[::1]:8080` → `::1`, `Box.local.:80` → `box.local`. */
function hostNameOf(host: string | undefined): string | undefined {
  const [, bracketed, bare] = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]/@\s]+))(?::\d{1,5})?$/.exec(host ?? '') ?? [];
  const name = bracketed ?? bare;
  return name === undefined ? undefined : plain(name);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}
