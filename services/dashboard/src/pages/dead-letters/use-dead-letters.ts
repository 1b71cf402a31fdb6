import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { answerOf, api, type Schema } from '../../api/client.js';
import { queryClient } from '../../app/query-client.js';
import type { DeskFilter } from './desk-filter.js';

export type Mapping = Schema<'PayloadMapping'>;
export type Replay = Schema<'Replay'>;

/** How a letter is replayed other than as it is. */
export interface Treatment {
  readonly payload?: string;
  readonly mapping?: Mapping;
}

const PAGE = 50;
const RUNNING_MS = 1_000;
const IDLE_MS = 10_000;

/** Everything of the desk is asked anew: a replay or a discard changes lists and counts. */
export const renewDesk = (): void => void queryClient.invalidateQueries({ queryKey: ['dead-letters'] });

export function useReasons({ device, site }: DeskFilter) {
  const query = { ...(device === undefined ? {} : { device }), ...(site === undefined ? {} : { site }) };
  return useQuery({
    queryKey: ['dead-letters', 'reasons', query],
    refetchInterval: IDLE_MS,
    placeholderData: keepPreviousData,
    queryFn: () => answerOf(api.GET('/dead-letters/reasons', { params: { query } })),
  });
}

export function useLetters(filter: DeskFilter) {
  return useInfiniteQuery({
    queryKey: ['dead-letters', 'list', filter],
    initialPageParam: undefined as string | undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam }) => {
      const query = { ...filter, limit: PAGE, ...(pageParam === undefined ? {} : { cursor: pageParam }) };
      return answerOf(api.GET('/dead-letters', { params: { query } }));
    },
    getNextPageParam: (page) => page.next,
  });
}

export function useLetter(letter: string) {
  return useQuery({
    queryKey: ['dead-letters', 'one', letter],
    queryFn: () => answerOf(api.GET('/dead-letters/{letter}', { params: { path: { letter } } })),
  });
}

/** What the letter would become if it were replayed so; nothing is stored. */
export function useLetterTrial(letter: string, treatment: Treatment, enabled: boolean) {
  return useQuery({
    queryKey: ['letter-trial', letter, treatment],
    enabled,
    placeholderData: keepPreviousData,
    queryFn: () => answerOf(api.POST('/dead-letters/{letter}/try', { params: { path: { letter } }, body: treatment })),
  });
}

export function useReplayLetter(letter: string) {
  return useMutation({
    mutationFn: (treatment: Treatment) =>
      answerOf(api.POST('/dead-letters/{letter}/replay', { params: { path: { letter } }, body: treatment })),
    onSettled: renewDesk,
  });
}

export function useDiscardLetter(letter: string, onDone: () => void) {
  return useMutation({
    mutationFn: () => answerOf(api.DELETE('/dead-letters/{letter}', { params: { path: { letter } } })),
    onSuccess: () => {
      onDone();
      renewDesk();
    },
  });
}

/** Replays all of a filter, as a job of the server. */
export function useStartReplay() {
  return useMutation({
    mutationFn: (body: { readonly filter: Omit<DeskFilter, 'replayed'>; readonly mapping?: Mapping }) =>
      answerOf(api.POST('/dead-letter-replays', { body })),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['replays'] }),
  });
}

/** The newest jobs; asked often while one runs, and the desk anew when it ends. */
export function useReplays() {
  return useQuery({
    queryKey: ['replays'],
    refetchInterval: ({ state }) => (state.data?.some(({ state: of }) => of === 'running') ? RUNNING_MS : IDLE_MS),
    queryFn: async () => {
      const before = queryClient.getQueryData<readonly Replay[]>(['replays']);
      const { items } = await answerOf(api.GET('/dead-letter-replays', { params: { query: { limit: 5 } } }));
      const wasRunning = before?.some(({ state }) => state === 'running') ?? false;
      if (wasRunning && !items.some(({ state }) => state === 'running')) renewDesk();
      return items;
    },
  });
}
