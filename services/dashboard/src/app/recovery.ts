import { liveFeed, refetchShown } from '../api/use-live.js';
import { connection, unanswered } from './connection.js';
import { queryClient } from './query-client.js';

let wasLost = connection.get().lost;

/** When the server answers again, the live feed goes on and what is shown is fetched anew. */
connection.watch(() => {
  const { lost } = connection.get();
  if (wasLost && !lost) {
    liveFeed.mend();
    refetchShown();
  }
  wasLost = lost;
});

/** Asks the server whether it is there; the answer moves the connection's state. */
export const askAgain = (): void => void queryClient.invalidateQueries({ queryKey: ['session'] });

window.addEventListener('offline', unanswered);
window.addEventListener('online', askAgain);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') askAgain();
});
