import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { queryClient } from '../app/query-client.js';
import { useStore } from '../app/store.js';
import { answerOf, api, ApiError, csrfToken, signedOut, type Schema } from './client.js';

export type Caller = Schema<'Caller'>;

const KEY = ['session'];
/** Also tells, where no live feed runs, whether the server still answers. */
const HEARTBEAT_MS = 10_000;

async function whoAmI(): Promise<Caller | null> {
  try {
    const caller = await answerOf(api.GET('/session'));
    csrfToken.set(caller.csrfToken);
    return caller;
  } catch (error) {
    if (error instanceof ApiError && error.problem.status === 401) return null;
    throw error;
  }
}

/** Who is signed in; null: nobody. */
export function useSession() {
  const refusals = useStore(signedOut);
  useEffect(() => {
    if (refusals > 0) void queryClient.invalidateQueries({ queryKey: KEY });
  }, [refusals]);
  return useQuery({ queryKey: KEY, queryFn: whoAmI, refetchInterval: HEARTBEAT_MS });
}

export function useSignIn() {
  return useMutation({
    mutationFn: (body: { readonly name: string; readonly password: string }) =>
      answerOf(api.POST('/session', { body })),
    onSuccess: (caller) => {
      signedOut.set(0);
      csrfToken.set(caller.csrfToken);
      queryClient.setQueryData(KEY, caller);
    },
  });
}

export function useSignOut() {
  return useMutation({
    mutationFn: () => answerOf(api.DELETE('/session')),
    onSuccess: () => {
      signedOut.set(0);
      csrfToken.set(undefined);
      queryClient.clear();
      queryClient.setQueryData(KEY, null);
    },
  });
}

/** Whether the caller may change things. */
export function useMay(scope: Caller['scope']): boolean {
  const { data } = useSession();
  const order = ['read', 'write', 'admin'] as const;
  return !!data && order.indexOf(data.scope) >= order.indexOf(scope);
}
