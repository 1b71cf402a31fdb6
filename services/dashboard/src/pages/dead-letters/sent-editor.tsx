import type { SentPayload } from '../../parts/diff/payload-fields.js';
import { Field } from '../../parts/field.js';

interface Props {
  readonly text: string;
  readonly payload: SentPayload | undefined;
  readonly onChange: (text: string) => void;
  readonly onUndo: () => void;
}

/** Another text in place of what was sent. */
export function SentEditor({ text, payload, onChange, onUndo }: Props) {
  const fault = payload !== undefined && 'problem' in payload ? payload.problem : undefined;
  return (
    <section className="card stack" aria-label="Edited payload">
      <Field label="What is sent instead" fault={fault}>
        {(ids) => (
          <textarea
            {...ids}
            className="payload"
            value={text}
            spellCheck={false}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
      <div className="row">
        <button type="button" className="button" onClick={onUndo}>
          Back to what was sent
        </button>
      </div>
    </section>
  );
}
