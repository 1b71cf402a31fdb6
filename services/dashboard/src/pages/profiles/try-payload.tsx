import type { operations } from '@fieldline/api-client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.js';
import { TrialResult } from '../../parts/diff/trial-result.js';
import { useSettled } from '../../parts/diff/use-settled.js';
import { Field } from '../../parts/field.js';
import { Loaded } from '../../parts/loaded.js';
import { samplePayload, withoutEmpty, type ProfileDraft } from './profile-draft.js';

type TryBody = operations['tryPayload']['requestBody']['content']['application/json'];

const SETTLE_MS = 300;

/** What a payload would become under a draft, as one types; nothing is stored. */
export function TryPayload({ draft, usable = true }: { readonly draft: ProfileDraft; readonly usable?: boolean }) {
  const [text, setText] = useState(() => samplePayload(draft.metrics));
  const metrics = draft.metrics.map(withoutEmpty);
  const body = JSON.stringify({ draft: { name: draft.name, lifetime: draft.lifetime, metrics }, payload: text });
  const settled = useSettled(usable ? body : undefined, SETTLE_MS);
  const trial = useQuery({
    queryKey: ['trial', settled],
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    queryFn: () => answerOf(api.POST('/profiles/try', { body: JSON.parse(settled ?? '') as TryBody })),
  });
  return (
    <section className="card stack" aria-label="Try a payload">
      <h2>Try a payload</h2>
      <Field label="What a device would send" hint="Nothing is stored.">
        {(ids) => (
          <textarea
            {...ids}
            className="draft"
            style={{ minHeight: 160 }}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="row">
        <button type="button" className="button" onClick={() => setText(samplePayload(draft.metrics))}>
          Sample of these metrics
        </button>
      </div>
      {usable ? (
        <Loaded query={trial} what="the trial" lines={3}>
          {(its) => <TrialResult trial={its} metrics={draft.metrics} />}
        </Loaded>
      ) : (
        <p className="muted">It is tried once the metrics have no fault.</p>
      )}
    </section>
  );
}
