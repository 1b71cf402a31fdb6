import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Site } from '../../api/use-registry.js';
import { Field } from '../../parts/field.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { useSaveSite, versionOf, type SiteBody } from './use-site-changes.js';

const ZONES = Intl.supportedValuesOf('timeZone');
const CURRENCIES = Intl.supportedValuesOf('currency');

const startOf = (site: Site | undefined): SiteBody => ({
  name: site?.name ?? '',
  timeZone: site?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
  currency: site?.currency ?? 'EUR',
  lifetime: site?.lifetime ?? null,
});

/** A new site, or another look of one that is there. */
export function SiteForm({ site, onDone }: { readonly site?: Site; readonly onDone: () => void }) {
  const [body, setBody] = useState(() => startOf(site));
  const version = useQuery({
    queryKey: ['site-version', site?.id],
    queryFn: () => (site ? versionOf(site.id) : undefined),
    enabled: site !== undefined,
    staleTime: Infinity,
    gcTime: 0,
  });
  const save = useSaveSite(site, version.data);
  const set = (part: Partial<SiteBody>) => setBody({ ...body, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(body, { onSuccess: onDone });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <div className="fields">
        <Field label="Name">
          {(ids) => (
            <input
              {...ids}
              required
              maxLength={120}
              value={body.name}
              onChange={({ target }) => set({ name: target.value })}
            />
          )}
        </Field>
        <Field label="Time zone" hint="Days and prices of the site go by it">
          {(ids) => (
            <>
              <input
                {...ids}
                required
                list="time-zones"
                value={body.timeZone}
                onChange={({ target }) => set({ timeZone: target.value })}
              />
              <datalist id="time-zones">
                {ZONES.map((zone) => (
                  <option key={zone} value={zone} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <Field label="Currency">
          {(ids) => (
            <select {...ids} value={body.currency} onChange={({ target }) => set({ currency: target.value })}>
              {CURRENCIES.map((currency) => (
                <option key={currency}>{currency}</option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <label className="row">
        <input
          type="checkbox"
          checked={body.lifetime === 'history'}
          onChange={({ target }) => set({ lifetime: target.checked ? 'history' : null })}
        />
        Keep raw values without end
      </label>
      {save.error && <ProblemNotice error={save.error} what="The site was not saved." />}
      <div className="row">
        <button type="submit" className="button primary" disabled={save.isPending || version.isLoading}>
          Save
        </button>
        <button type="button" className="button" onClick={onDone}>
          Cancel
        </button>
      </div>
    </form>
  );
}
