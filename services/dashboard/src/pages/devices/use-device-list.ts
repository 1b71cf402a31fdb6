import { keepPreviousData, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { answerOf, api } from '../../api/client.js';
import type { LiveEvent } from '../../api/live-filter.js';
import { queryClient } from '../../app/query-client.js';
import { withEvents } from './apply-events.js';
import { inOrder, type ListedDevice, type ListQuery } from './list-query.js';

const PAGE = 500;
const FEW_PAGES = 2;
const REFETCH_MS = 10_000;
/** A long list is asked for less often; what is in sight follows the live feed meanwhile. */
const REFETCH_LONG_MS = 60_000;

interface DevicePage {
  readonly items: ListedDevice[];
  readonly next?: string;
  readonly total: number;
}

const keyOf = (filter: object) => ['devices', 'list', filter];

/** The devices of a filter, page by page; in any order but the API's own all pages are fetched, for the first may be on the last. */
export function useDeviceList(query: ListQuery) {
  const { sort, descending, ...filter } = query;
  const list = useInfiniteQuery({
    queryKey: keyOf(filter),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const page = { limit: PAGE, ...(pageParam === undefined ? {} : { cursor: pageParam }) };
      return answerOf(api.GET('/devices', { params: { query: { ...filter, ...page } }, signal }));
    },
    getNextPageParam: (last: DevicePage) => last.next,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= FEW_PAGES ? REFETCH_MS : REFETCH_LONG_MS),
  });
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = list;
  const needsAll = sort !== 'device' || descending;
  useEffect(() => {
    if (needsAll && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [needsAll, hasNextPage, isFetching, isError, fetchNextPage]);
  const devices = useMemo(
    () =>
      data &&
      inOrder(
        data.pages.flatMap(({ items }) => items),
        { sort, descending },
      ),
    [data, sort, descending],
  );
  return { list, devices, total: data?.pages.at(-1)?.total ?? 0, isSorting: needsAll && hasNextPage };
}

/** Puts what arrived into the list that is shown. */
export function applyToList(
  { sort: _sort, descending: _descending, ...filter }: ListQuery,
  events: readonly LiveEvent[],
) {
  queryClient.setQueryData<InfiniteData<DevicePage>>(
    keyOf(filter),
    (data) => data && { ...data, pages: withEvents(data.pages, events) },
  );
}
