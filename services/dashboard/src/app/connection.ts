import { now } from './browser-clock.js';
import { Store } from './store.js';

/** `lost` with the time until which the server answered: what is shown dates from then. */
export type Connection = { readonly lost: false } | { readonly lost: true; readonly since: number };

const FINE: Connection = { lost: false };

export const connection = new Store<Connection>(FINE);
let lastAnswerAt = now();

/** The server answered. */
export function answered(): void {
  lastAnswerAt = now();
  connection.set(FINE);
}

export function unanswered(): void {
  if (!connection.get().lost) connection.set({ lost: true, since: lastAnswerAt });
}
