/** The source of readings that were dead letters. */
export const REPLAY_SOURCE = 'replay';
