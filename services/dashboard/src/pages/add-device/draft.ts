/** How the device shall sign in: with a key that many may use, or a secret of its own. */
export type Credential = 'key' | 'secret';

/** What the form says; stands in the address, so that a reload or the phone finds it again. The key itself never does. */
export interface Draft {
  readonly profile: string;
  readonly site: string;
  readonly device: string;
  readonly credential: Credential;
}

export function readDraft(search: string): Draft {
  const query = new URLSearchParams(search);
  const of = (name: string) => query.get(name) ?? '';
  return {
    profile: of('profile'),
    site: of('site'),
    device: of('device'),
    credential: query.get('credential') === 'secret' ? 'secret' : 'key',
  };
}

export function writeDraft(draft: Draft): string {
  const filled = Object.entries(draft).filter(
    ([name, value]) => value !== '' && !(name === 'credential' && value === 'key'),
  );
  return filled.length === 0 ? '' : `?${new URLSearchParams(filled).toString()}`;
}

const NAME = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;

/** What is wrong with a device's name; undefined where nothing is. */
export function nameFault(device: string): string | undefined {
  if (NAME.test(device)) return undefined;
  if (device.length > 64) return `At most 64 characters; these are ${device.length}.`;
  return 'Letters, digits and . _ : - only, a letter or digit first, such as attic-1.';
}

/** The code with the key where its placeholder stands. */
export const filledIn = (code: string, placeholder: string, secret: string | undefined): string =>
  secret === undefined ? code : code.replaceAll(placeholder, () => secret);
