import { ApiError } from '../api/client.js';

interface Props {
  readonly error: unknown;
  /** What failed, such as `The devices were not loaded`. */
  readonly what?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
}

/** What the server said of a failure, in its words, and a way to try again. */
export function ProblemNotice({ error, what, onRetry }: Props) {
  const problem = error instanceof ApiError ? error.problem : undefined;
  const title = problem?.title ?? (error instanceof Error ? error.message : 'Something went wrong on this page.');
  return (
    <div className="notice bad" role="alert">
      {what && <strong>{what}</strong>}
      <span>{title}</span>
      {problem?.detail && <span>{problem.detail}</span>}
      {problem?.faults && (
        <ul>
          {problem.faults.map(({ at, message }) => (
            <li key={`${at} ${message}`}>
              <code>{at}</code>: {message}
            </li>
          ))}
        </ul>
      )}
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
