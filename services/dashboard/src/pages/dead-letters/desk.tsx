import { useSearchParams } from 'wouter';
import { useSites } from '../../api/use-registry.js';
import { useMay } from '../../api/use-session.js';
import { useLive } from '../../api/use-live.js';
import { numberText } from '../../app/format.js';
import { ConfirmButton } from '../../parts/confirm-button.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Loaded } from '../../parts/loaded.js';
import { usePageTitle } from '../../parts/page.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { DeskFilters } from './desk-filters.js';
import { readDeskFilter, ruleWords, withFilter, type DeskFilter } from './desk-filter.js';
import { LetterTable } from './letter-table.js';
import { ReasonTable } from './reason-table.js';
import { ReplayJobs } from './replay-jobs.js';
import { renewDesk, useLetters, useReasons, useStartReplay } from './use-dead-letters.js';

/** Everything that was refused: counted by reason, listed, and replayed many at once (X2). */
export function DeskPage() {
  usePageTitle('Dead letters');
  const [search, setSearch] = useSearchParams();
  const filter = readDeskFilter(search);
  const reasons = useReasons(filter);
  const letters = useLetters(filter);
  const sites = useSites().data;
  const zone =
    sites?.find(({ id }) => id === filter.site)?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  useLive({ ...(filter.device === undefined ? {} : { devices: [filter.device] }), events: ['refused'] }, renewDesk);
  const choose = (name: keyof DeskFilter, value: string): void =>
    setSearch(withFilter(search, name, value), { replace: true });
  const isFiltered = Object.keys(filter).some((name) => name !== 'replayed');
  return (
    <div className="stack">
      <div className="page-head">
        <h1>Dead letters</h1>
      </div>
      <p className="muted">
        Messages and values that did not pass the check of their profile. Nothing is lost: each can be edited, mapped
        and sent once more.
      </p>
      <Loaded query={reasons} what="the reasons" lines={3}>
        {({ items }) => <ReasonTable reasons={items} chosen={filter.rule} zone={zone} onChoose={choose} />}
      </Loaded>
      <ReplayJobs zone={zone} />
      <DeskFilters filter={filter} rules={reasons.data?.items.map(({ rule }) => rule) ?? []} onChoose={choose} />
      <ReplayAll filter={filter} />
      <Loaded query={letters} what="the dead letters" lines={6}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <NoLetters isFiltered={isFiltered} onClear={() => setSearch('')} />;
          return (
            <div className="stack">
              <div className="card">
                <LetterTable letters={items} zone={zone} withDevice />
              </div>
              {letters.hasNextPage && (
                <button
                  type="button"
                  className="button"
                  disabled={letters.isFetchingNextPage}
                  onClick={() => void letters.fetchNextPage()}
                >
                  Older ones
                </button>
              )}
              <p className="muted">{numberText(items.length)} shown, the newest first.</p>
            </div>
          );
        }}
      </Loaded>
    </div>
  );
}

function NoLetters({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }) {
  return (
    <EmptyState title={isFiltered ? 'No dead letter is like that' : 'Nothing waits here'}>
      <p>
        {isFiltered
          ? 'The filters let none through.'
          : 'Every message passed, or was dealt with. What a device sends wrongly appears here with its bytes.'}
      </p>
      {isFiltered && (
        <button type="button" className="button" onClick={onClear}>
          Show all that wait
        </button>
      )}
    </EmptyState>
  );
}

/** All of the filter that were not replayed yet, as they are. */
function ReplayAll({ filter }: { readonly filter: DeskFilter }) {
  const mayWrite = useMay('write');
  const start = useStartReplay();
  const { replayed: _replayed, ...wanted } = filter;
  if (!mayWrite || filter.rule === undefined) return null;
  return (
    <div className="stack">
      <div className="row">
        <ConfirmButton
          label="Replay all of this reason"
          says={`All letters of “${ruleWords(filter.rule)}”${filter.device === undefined ? '' : ` of ${filter.device}`} are checked once more against the profiles as they are now. What passes is stored, once; the rest stays here. To change names or units on the way, open one of them.`}
          confirm="Replay them"
          disabled={start.isPending}
          onConfirm={() => start.mutate({ filter: wanted })}
        />
      </div>
      {start.error && <ProblemNotice error={start.error} what="The replay was not started." />}
    </div>
  );
}
