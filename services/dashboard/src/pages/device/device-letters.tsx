import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answerOf, api } from '../../api/client.js';
import { useLive } from '../../api/use-live.js';
import { queryClient } from '../../app/query-client.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Loaded } from '../../parts/loaded.js';
import { LetterTable } from '../dead-letters/letter-table.js';

const SHOWN = 50;

interface Props {
  readonly device: string;
  readonly zone: string;
}

/** The newest messages of the device that were refused. */
export function DeviceLetters({ device, zone }: Props) {
  const key = ['dead-letters', 'of', device];
  const query = useQuery({
    queryKey: key,
    queryFn: () => answerOf(api.GET('/dead-letters', { params: { query: { device, limit: SHOWN } } })),
  });
  useLive({ devices: [device], events: ['refused'] }, () => void queryClient.invalidateQueries({ queryKey: key }));
  return (
    <Loaded query={query} what="the dead letters">
      {({ items, next }) =>
        items.length === 0 ? (
          <EmptyState title="Nothing was refused">
            <p>Every message of this device passed the check of its profile.</p>
          </EmptyState>
        ) : (
          <div className="stack">
            <LetterTable letters={items} zone={zone} withDevice={false} />
            <div className="row">
              <Link className="button" href={`/dead-letters?device=${encodeURIComponent(device)}`}>
                {next === undefined ? 'Open in the dead-letter desk' : `More than ${SHOWN}: open the dead-letter desk`}
              </Link>
            </div>
          </div>
        )
      }
    </Loaded>
  );
}
