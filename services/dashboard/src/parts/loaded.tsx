import type { ReactNode } from 'react';
import { ProblemNotice } from './problem-notice.js';
import { Skeleton } from './skeleton.js';

interface Query<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  refetch(): unknown;
}

interface Props<T> {
  readonly query: Query<T>;
  /** Such as `the devices`. */
  readonly what: string;
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** What was asked for; a skeleton until it is there, and what the server said when it does not come. */
export function Loaded<T>({ query, what, lines, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) {
    return (
      <ProblemNotice
        error={query.error}
        what={`${what[0]?.toUpperCase()}${what.slice(1)} could not be loaded.`}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return <Skeleton what={what} {...(lines === undefined ? {} : { lines })} />;
}
