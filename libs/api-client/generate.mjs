/** Writes the client's types from the API's document: `npm run contracts`. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const document = path.join(import.meta.dirname, '..', 'contracts', 'openapi.json');
const types = await openapiTS(JSON.parse(readFileSync(document, 'utf8')));
const header = '// Made from libs/contracts/openapi.json by `npm run contracts`; not to be edited.\n\n';
writeFileSync(path.join(import.meta.dirname, 'src', 'api.ts'), header + astToString(types));
