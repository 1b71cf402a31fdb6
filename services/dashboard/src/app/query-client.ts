import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/client.js';

const MOST_RETRIES = 2;
const STALE_MS = 5_000;

/** Whether the same request may succeed later. */
function retriable(failures: number, error: Error): boolean {
  if (error instanceof ApiError) return error.problem.status >= 500 && failures < MOST_RETRIES;
  // Not reached: the connection's own watch asks anew once it is back.
  return false;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: STALE_MS, retry: retriable, networkMode: 'always', refetchOnReconnect: false },
    mutations: { retry: false, networkMode: 'always' },
  },
});
