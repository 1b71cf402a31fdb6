import type { FieldDiff } from '../../parts/diff/payload-diff.js';
import type { SentPayload } from '../../parts/diff/payload-fields.js';
import { usableFactor, type MappingRow } from '../../parts/diff/payload-mapping.js';

interface Props {
  readonly payload: SentPayload | undefined;
  readonly fields: readonly FieldDiff[];
  /** One a field, in the same order. */
  readonly rows: readonly MappingRow[];
  readonly onChange: (row: MappingRow) => void;
}

const VERDICTS: Readonly<Record<FieldDiff['verdict'], string>> = {
  fits: 'fits',
  unknown: 'unknown name',
  'out-of-range': 'out of range',
  'wrong-type': 'wrong type',
  'unknown-state': 'unknown state',
};
const ENVELOPE = new Set(['ts', 'seq', 'boot']);
const EXCERPT = 80;

/** Field by field: sent, wanted, and what to do about it; suggestions stand in the form already. */
export function FieldTable({ payload, fields, rows, onChange }: Props) {
  if (payload === undefined) return <p>It is no text, so there is nothing to compare field by field.</p>;
  if ('problem' in payload) {
    return <p>It cannot be read as JSON, so there is nothing to compare field by field: {payload.problem}. Edit it.</p>;
  }
  const count = payload.readings.length;
  const beside = payload.readings.flatMap(({ envelope }) => Object.keys(envelope).filter((key) => !ENVELOPE.has(key)));
  return (
    <>
      {count > 1 && (
        <p className="muted">{count} readings; each field is shown where it does not fit, else from the first.</p>
      )}
      {beside.length > 0 && (
        <p className="notice bad">
          Beside <code>values</code> stands {[...new Set(beside)].join(', ')}: edit it away, or into the values.
        </p>
      )}
      <table className="table cards mapping">
        <thead>
          <tr>
            <th scope="col">Sent</th>
            <th scope="col">Wanted</th>
            <th scope="col">Read as</th>
            <th scope="col">× factor</th>
            <th scope="col">Leave out</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field, index) => {
            const row = rows[index];
            return row === undefined ? null : <FieldRow key={field.key} field={field} row={row} onChange={onChange} />;
          })}
        </tbody>
      </table>
    </>
  );
}

interface RowProps {
  readonly field: FieldDiff;
  readonly row: MappingRow;
  readonly onChange: (row: MappingRow) => void;
}

function FieldRow({ field, row, onChange }: RowProps) {
  const { key, sent, verdict, wanted, nested, suggestion } = field;
  return (
    <tr>
      <td data-label="Sent">
        <div>
          <code>{key}</code> = <code>{excerpt(sent)}</code>
          <br />
          <span className={`verdict ${verdict === 'fits' ? 'fits' : 'wrong'}`}>{VERDICTS[verdict]}</span>
        </div>
      </td>
      <td data-label="Wanted">
        <div>
          {wanted}
          {suggestion !== undefined && <div className="muted">{suggestion.words}</div>}
        </div>
      </td>
      {nested ? (
        <td colSpan={3} className="muted">
          inside an object: edit it
        </td>
      ) : (
        <>
          <td data-label="Read as">
            <input
              type="text"
              aria-label={`${key} is read as`}
              placeholder={key}
              value={row.rename}
              disabled={row.remove}
              onChange={(event) => onChange({ ...row, rename: event.target.value })}
            />
          </td>
          <td data-label="× factor">
            <input
              type="text"
              inputMode="decimal"
              aria-label={`Factor for ${key}`}
              aria-invalid={!usableFactor(row.scale)}
              placeholder="1"
              value={row.scale}
              disabled={row.remove}
              onChange={(event) => onChange({ ...row, scale: event.target.value })}
            />
          </td>
          <td data-label="Leave out">
            <input
              type="checkbox"
              aria-label={`Leave ${key} out`}
              checked={row.remove}
              onChange={(event) => onChange({ ...row, remove: event.target.checked })}
            />
          </td>
        </>
      )}
    </tr>
  );
}

function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  return text.length > EXCERPT ? `${text.slice(0, EXCERPT - 1)}…` : text;
}
