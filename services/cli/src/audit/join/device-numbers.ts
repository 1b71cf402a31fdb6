const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Small numbers for the devices' ULIDs, which the database writes as uuid. */
export class DeviceNumbers {
  readonly #byUlid = new Map<string, number>();
  readonly #byUuid = new Map<string, number>();
  readonly #ulids: string[] = [];

  ofUlid(ulid: string): number {
    const known = this.#byUlid.get(ulid);
    return known ?? this.#add(ulid, ulidAsUuid(ulid));
  }

  ofUuid(uuid: string): number {
    const known = this.#byUuid.get(uuid);
    return known ?? this.#add(uuidAsUlid(uuid), uuid);
  }

  ulid(number: number): string {
    return this.#ulids[number] ?? '?';
  }

  #add(ulid: string, uuid: string): number {
    const number = this.#ulids.push(ulid) - 1;
    this.#byUlid.set(ulid, number);
    this.#byUuid.set(uuid, number);
    return number;
  }
}

export function ulidAsUuid(ulid: string): string {
  let bits = 0n;
  for (const character of ulid) bits = bits * 32n + BigInt(Math.max(0, CROCKFORD.indexOf(character)));
  const hex = bits.toString(16).padStart(32, '0').slice(-32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export function uuidAsUlid(uuid: string): string {
  let bits = BigInt(`0x${uuid.replaceAll('-', '')}`);
  let ulid = '';
  for (let at = 0; at < 26; at++) {
    ulid = (CROCKFORD[Number(bits % 32n)] ?? '') + ulid;
    bits /= 32n;
  }
  return ulid;
}
