export const DEAD_LETTER_DESK = Symbol('DeadLetterDesk');
export const REPLAY_JOBS = Symbol('ReplayJobs');
export const TRY_PAYLOAD = Symbol('TryPayload');
