import type { operations } from '@fieldline/api-client';
import { numberText } from '../../app/format.js';
import { Ago } from '../../parts/ago.js';
import { ruleWords, type DeskFilter } from './desk-filter.js';

type Reason = operations['countDeadLetters']['responses'][200]['content']['application/json']['items'][number];

interface Props {
  readonly reasons: readonly Reason[];
  readonly chosen: string | undefined;
  readonly zone: string;
  readonly onChoose: (name: keyof DeskFilter, value: string) => void;
}

/** How many there are of each reason; a press shows those alone. */
export function ReasonTable({ reasons, chosen, zone, onChoose }: Props) {
  if (reasons.length === 0) return null;
  return (
    <div className="card">
      <table className="table cards">
        <caption className="hidden-words">Dead letters by reason</caption>
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col" className="number">
              Kept
            </th>
            <th scope="col" className="number">
              Counted alone
            </th>
            <th scope="col" className="number">
              Devices
            </th>
            <th scope="col">Last</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ rule, kept, beyondQuota, devices, lastAt }) => (
            <tr key={rule}>
              <td data-label="Reason">
                <button
                  type="button"
                  className={`button ${rule === chosen ? 'primary' : 'quiet'}`}
                  aria-pressed={rule === chosen}
                  onClick={() => onChoose('rule', rule === chosen ? '' : rule)}
                >
                  {ruleWords(rule)}
                </button>
              </td>
              <td data-label="Kept" className="number">
                {numberText(kept)}
              </td>
              <td data-label="Counted alone" className="number" title="Beyond the quota: without their bytes">
                {numberText(beyondQuota)}
              </td>
              <td data-label="Devices" className="number">
                {numberText(devices)}
              </td>
              <td data-label="Last">
                <Ago at={lastAt} zone={zone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
