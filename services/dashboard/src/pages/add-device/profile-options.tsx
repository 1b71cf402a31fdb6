import type { Schema } from '../../api/client.js';
import type { Profile } from '../../api/use-registry.js';

interface Props {
  readonly profiles: readonly Profile[];
  readonly hints: readonly Schema<'ProfileHints'>[];
}

/** Profiles by the domain that brought them; own ones first. */
export function ProfileOptions({ profiles, hints }: Props) {
  const domainOf = new Map(hints.map(({ profile, domainName }) => [profile, domainName]));
  const groups = new Map<string, Profile[]>();
  for (const profile of profiles) {
    const domain = domainOf.get(profile.id) ?? '';
    groups.set(domain, [...(groups.get(domain) ?? []), profile]);
  }
  const names = [...groups.keys()].sort();
  return names.map((domain) => (
    <optgroup key={domain} label={domain === '' ? 'Own profiles' : domain}>
      {groups.get(domain)?.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </optgroup>
  ));
}
