import { Link } from 'wouter';
import type { Schema } from '../../api/client.js';
import { Ago } from '../../parts/ago.js';

interface Props {
  readonly letters: readonly Schema<'DeadLetter'>[];
  readonly zone: string;
  /** Left out where all are of one device. */
  readonly withDevice: boolean;
}

/** Refused messages, each a link to its desk. */
export function LetterTable({ letters, zone, withDevice }: Props) {
  return (
    <table className="table cards">
      <thead>
        <tr>
          <th scope="col">Refused</th>
          {withDevice && <th scope="col">Device</th>}
          <th scope="col">Reason</th>
          <th scope="col" className="number">
            Size
          </th>
          <th scope="col">Replayed</th>
        </tr>
      </thead>
      <tbody>
        {letters.map(({ id, device, receivedAt, reason, size, replayedAt }) => (
          <tr key={id}>
            <td data-label="Refused">
              <Ago at={receivedAt} zone={zone} />
            </td>
            {withDevice && (
              <td data-label="Device">
                {device === null ? (
                  <span className="muted">deleted</span>
                ) : (
                  <Link href={`/devices/${encodeURIComponent(device)}`}>{device}</Link>
                )}
              </td>
            )}
            <td data-label="Reason">
              <Link href={`/dead-letters/${encodeURIComponent(id)}`}>{reason.message}</Link>
            </td>
            <td data-label="Size" className="number">
              {size} B
            </td>
            <td data-label="Replayed">{replayedAt === null ? 'no' : <Ago at={replayedAt} zone={zone} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
