import { API_PREFIX } from '@fieldline/contracts';
import type { FastifyInstance } from 'fastify';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const PAGE = '/api/docs';
const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

const INDEX = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fieldline API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${PAGE}/swagger-ui.css">
</head>
<body>
<div id="api"></div>
<script src="${PAGE}/swagger-ui-bundle.js"></script>
<script src="${PAGE}/open.js"></script>
</body>
</html>
`;

/** Requests made on the page come with the session of whoever is signed in by then, and so with its CSRF token. */
const OPEN = `const session = () => fetch('${API_PREFIX}/session').then((answer) => (answer.ok ? answer.json() : {}));
SwaggerUIBundle({
  url: '${API_PREFIX}/openapi.json',
  dom_id: '#api',
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null,
  requestInterceptor: async (request) => {
    if (request.loadSpec || request.method === 'GET') return request;
    const { csrfToken } = await session();
    if (csrfToken) request.headers['X-CSRF-Token'] = csrfToken;
    return request;
  },
});
`;

/** The API's document, and a page to read and try it. Both are for everybody: they tell no more than the source does. */
export async function serveApiPages(fastify: FastifyInstance): Promise<void> {
  const require = createRequire(import.meta.url);
  const document = await readFile(require.resolve('@fieldline/contracts/openapi.json'));
  const folder = path.dirname(require.resolve('swagger-ui-dist/package.json'));
  fastify.get(`${API_PREFIX}/openapi.json`, (_request, reply) => reply.type('application/json').send(document));
  fastify.get(PAGE, (_request, reply) => reply.type('text/html; charset=utf-8').send(INDEX));
  fastify.get(`${PAGE}/open.js`, (_request, reply) => reply.type('text/javascript; charset=utf-8').send(OPEN));
  for (const [name, type] of Object.entries(FILES)) {
    fastify.get(`${PAGE}/${name}`, async (_request, reply) =>
      reply.type(type).send(await readFile(path.join(folder, name))),
    );
  }
}
