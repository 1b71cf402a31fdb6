import { PROBLEM_KINDS } from '@fieldline/http';
import { markdownTable } from './markdown-table.js';

/** What a caller does about each. A kind without a line here fails the test of the page. */
const ADVICE: Readonly<Record<string, string>> = {
  'bad-request': 'The body is no JSON, or of a type that the route does not take. `detail` says which.',
  'invalid-request':
    'Every fault is in `faults`, with its place: `[{"at": "body.site", "message": …}]`. Correct and send again.',
  'not-found': 'It is not there, or you do not see it: what belongs to another tenant or site answers the same.',
  conflict: 'The state forbids it, such as a name that is taken. `detail` says what it collides with.',
  'changed-meanwhile': 'Somebody changed it since you read it: read again, look, send with the new ETag.',
  unauthorized: 'No valid session or token. Tokens end; make another.',
  forbidden:
    'You are known, and may not: the scope is too small, the CSRF token is missing, or the host name is not known.',
  'too-large': 'Ask for less at once; `detail` names the limit.',
  'too-many-requests': 'Wait for `Retry-After` seconds. The header `RateLimit` tells beforehand.',
  internal: 'A fault of ours. The log has it under the time of the request; nothing of it is told outside.',
  unavailable: 'Try again after `Retry-After`. Devices are not affected; see `/health/details`.',
};

/** The page of all problem types, in Markdown. Throws for a kind that nothing is said about. */
export function problemsReference(): string {
  const rows = PROBLEM_KINDS.map(({ type, status, title }) => {
    const advice = ADVICE[type];
    if (advice === undefined) throw new Error(`nothing says what to do about the problem '${type}'`);
    return [`\`urn:fieldline:problem:${type}\``, String(status), title, advice];
  });
  return [
    '# Problem types of the API',
    '',
    'Made from `libs/http/src/problem.ts`; change it there, then `npm run docs`.',
    '',
    'Errors are problem documents (RFC 9457, `application/problem+json`): `type` is stable and made for programs, `title` is the',
    'same for all of a type, `detail` is about this request.',
    '',
    '```json',
    '{',
    '  "type": "urn:fieldline:problem:invalid-request",',
    '  "title": "The request cannot be met",',
    '  "status": 422,',
    '  "detail": "site: there is no site \'Nowhere\'; make it first"',
    '}',
    '```',
    '',
    ...markdownTable(['type', 'status', 'title', 'what to do'], rows),
    '',
    '`bad-request` comes with other statuses of 4xx too, such as 415 for a `Content-Type` that the route does not take.',
    '',
  ].join('\n');
}
