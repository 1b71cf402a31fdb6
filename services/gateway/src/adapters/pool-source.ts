import type { Pool } from '@fieldline/relational';

/** The pool at the time of the call; throws RetriableError while there is none, such as before the server is up. */
export type PoolSource = () => Pool;
