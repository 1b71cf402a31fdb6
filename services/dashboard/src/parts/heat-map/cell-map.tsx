import { valueText } from '../../app/format.js';
import { cellColour, leastSpread } from './cell-colour.js';
import { cellStatistics, colourEnds, shareOf } from './cell-statistics.js';
import './heat-map.css';

interface Props {
  readonly label: string;
  /** One a cell, in the order in which they are wired. */
  readonly values: readonly number[];
  /** UCUM. */
  readonly unit: string;
  /** 1 where a cell is being balanced; absent where nobody says. */
  /** What one is called. */
  readonly word: string;
  readonly balancing?: readonly number[] | undefined;
}

/** Every cell with its number, coloured from the lowest to the highest; which these are is said in words too (B1). */
export function CellMap({ label, values, unit, word: called, balancing }: Props) {
  const statistics = cellStatistics(values);
  if (statistics === undefined) return <p className="muted">No cell was sent.</p>;
  const { lowest, highest, mean, spread, lowestCells, highestCells } = statistics;
  const [low, high] = colourEnds(values, leastSpread(unit));
  const isSpread = highest > lowest;
  return (
    <div className="stack">
      <p>
        Spread <strong>{valueText(spread, unit)}</strong>, mean {valueText(mean, unit)}; lowest{' '}
        <strong>{valueText(lowest, unit)}</strong> in {cellWords(lowestCells, called)}, highest{' '}
        <strong>{valueText(highest, unit)}</strong> in {cellWords(highestCells, called)}.
      </p>
      <ol className="cells" aria-label={label}>
        {values.map((value, index) => {
          const word = isSpread ? (value === lowest ? 'lowest' : value === highest ? 'highest' : '') : '';
          return (
            <li
              key={index}
              className={word === '' ? '' : 'extreme'}
              style={{ background: cellColour(shareOf(value, low, high)) }}
            >
              <small>
                {called} {index + 1}
              </small>
              <strong>{valueText(value, unit)}</strong>
              {word !== '' && <small>{word}</small>}
              {balancing?.[index] === 1 && <small>balancing</small>}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

const NAMED = 4;

function cellWords(cells: readonly number[], called: string): string {
  if (cells.length > NAMED) return `${cells.length} of them`;
  return `${called.toLowerCase()} ${cells.join(', ')}`;
}
