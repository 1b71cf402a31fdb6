import { asError, OperatorError } from '@fieldline/platform';

/** What an operator can mend about a file system error, as one line; other errors come back unchanged. */
export function operatorErrorOf(thrown: unknown, path: string): Error {
  const error = asError(thrown);
  const line = lineFor((error as NodeJS.ErrnoException).code, path);
  return line === undefined ? error : new OperatorError(line, { cause: error });
}

/** The same for the last words of a server that did not start. */
export function operatorErrorOfOutput(output: string, path: string): OperatorError {
  if (/No space left on device/.test(output)) return new OperatorError(`disk full: PostgreSQL cannot write to ${path}`);
  if (/Permission denied/.test(output))
    return new OperatorError(`PostgreSQL has no permission for ${path}: ${lastLine(output)}`);
  return new OperatorError(`PostgreSQL did not start in ${path}: ${lastLine(output)}`);
}

function lineFor(code: string | undefined, path: string): string | undefined {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return `no permission to write to ${path}`;
    case 'EROFS':
      return `${path} is on a read-only file system`;
    case 'ENOSPC':
    case 'EDQUOT':
      return `disk full: cannot write to ${path}`;
    case 'ENOTDIR':
    case 'EEXIST':
      return `${path} is not a folder`;
    default:
      return undefined;
  }
}

function lastLine(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((text) => /FATAL|PANIC|error:/.test(text)) ?? lines.at(-1) ?? 'it said nothing';
  return line.replace(/^.*?(FATAL|PANIC|error):\s*/, '');
}
