import { allRoutes, API_PREFIX, ROUTE_TAGS, type RouteDefinition } from '@fieldline/contracts';
import { markdownTable } from './markdown-table.js';

/** The page of all operations, in Markdown. */
export function apiReference(): string {
  return [
    '# API',
    '',
    'Made from the table of routes in `libs/contracts/src/http`; change it there, then `npm run docs`.',
    '',
    `Every path begins with \`${API_PREFIX}\`. The whole of it, with every field, is`,
    '[openapi.json](../../../libs/contracts/openapi.json) (OpenAPI 3.1), and a running server shows it at `/api/docs` with a form to',
    'try each operation. How to call it: [use the API with a token](../how-to/use-the-api.md).',
    '',
    '- **Needs** is the scope of the token: `admin` includes `write`, `write` includes `read`; `none` is open to everybody.',
    '- Times in answers are ms since 1970-01-01T00:00:00Z; a request may give RFC 3339 instead.',
    '- Lists answer `{"items": […], "next": …}`; `next` goes into `?cursor=` for what follows, and is left out at the end.',
    '- Devices go by their own name, everything else by its id.',
    '- `repeatable`: takes an `Idempotency-Key`; a repeat with the same key within 24 h has no further effect.',
    '- `ETag`: a GET answers one and heeds `If-None-Match`; a change heeds `If-Match` and answers 412 where it is another.',
    '- What goes wrong is a [problem document](problems.md).',
    '',
    ...Object.entries(ROUTE_TAGS).flatMap(([tag, means]) => [
      `## ${tag}`,
      '',
      `${means}.`,
      '',
      ...markdownTable(
        ['operation', 'does', 'needs', ''],
        allRoutes.filter((route) => route.tag === tag).map(operationRow),
      ),
      '',
    ]),
  ].join('\n');
}

function operationRow({ method, path, summary, scope, etag, idempotent }: RouteDefinition): readonly string[] {
  const traits = [...(idempotent === true ? ['repeatable'] : []), ...(etag === true ? ['ETag'] : [])];
  return [`\`${method} ${path}\``, summary, scope, traits.join(', ')];
}
