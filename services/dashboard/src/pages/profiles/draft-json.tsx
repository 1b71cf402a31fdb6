import { useState } from 'react';
import { Field } from '../../parts/field.js';
import { draftText, readDraft, type ProfileDraft } from './profile-draft.js';

interface Props {
  readonly draft: ProfileDraft;
  readonly onChange: (draft: ProfileDraft) => void;
  readonly onFault: (fault: string | undefined) => void;
}

/** The draft as text; what is no draft says why and changes nothing. */
export function DraftJson({ draft, onChange, onFault }: Props) {
  const [text, setText] = useState(() => draftText(draft));
  const read = readDraft(text);
  const fault = typeof read === 'string' ? read : undefined;
  return (
    <section className="card">
      <Field label="Profile as JSON" fault={fault}>
        {(ids) => (
          <textarea
            {...ids}
            className="draft"
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              const next = readDraft(event.target.value);
              onFault(typeof next === 'string' ? next : undefined);
              if (typeof next !== 'string') onChange(next);
            }}
          />
        )}
      </Field>
    </section>
  );
}
