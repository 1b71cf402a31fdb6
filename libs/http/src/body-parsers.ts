interface ContentTypes {
  addContentTypeParser(
    type: string,
    options: { readonly parseAs: 'string'; readonly bodyLimit?: number },
    parse: (request: unknown, body: string) => Promise<unknown>,
  ): unknown;
}

const CSV_LIMIT = 4_194_304;

/** The bodies that the API's routes take beside JSON: merge patches (RFC 7396), and CSV as its text. */
export function addBodyParsers(fastify: ContentTypes): void {
  fastify.addContentTypeParser('application/merge-patch+json', { parseAs: 'string' }, (_request, body) =>
    parseJson(body),
  );
  fastify.addContentTypeParser('text/csv', { parseAs: 'string', bodyLimit: CSV_LIMIT }, (_request, body) =>
    Promise.resolve(body),
  );
}

function parseJson(body: string): Promise<unknown> {
  try {
    return Promise.resolve(JSON.parse(body) as unknown);
  } catch (cause) {
    return Promise.reject(Object.assign(new Error('the body is not JSON', { cause }), { statusCode: 400 }));
  }
}
