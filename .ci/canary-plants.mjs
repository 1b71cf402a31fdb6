/** Where a package of each layer lives, and the name by which others import one of that layer. */
const LAYERS = {
  contracts: { folder: 'libs/contracts/src', name: '@fieldline/contracts' },
  platform: { folder: 'libs/platform/src', name: '@fieldline/platform' },
  pack: { folder: 'libs/domains/pack/src', name: '@fieldline/domain-pack' },
  domain: { folder: 'libs/domains/battery/src', name: '@fieldline/domain-air-quality' },
  simulator: { folder: 'libs/simulator/src', name: '@fieldline/simulator' },
  port: { folder: 'libs/readings/port/src', name: '@fieldline/messaging' },
  frames: { folder: 'libs/device-link/frames/src', name: '@fieldline/device-link-frames' },
  relational: { folder: 'libs/relational/src', name: '@fieldline/relational' },
  adapter: { folder: 'libs/readings/postgres/src', name: '@fieldline/hot-memory' },
  service: { folder: 'services/ingestion/src', name: '@fieldline/ingestion' },
  tool: { folder: 'services/cli/src', name: '@fieldline/cli' },
  http: { folder: 'libs/http/src', name: '@fieldline/http' },
  client: { folder: 'libs/api-client/src', name: '@fieldline/api-client' },
  web: { folder: 'services/dashboard/src', name: '@fieldline/dashboard' },
  composition: { folder: 'services/embedded/src', name: '@fieldline/embedded' },
  testing: { folder: 'libs/testing/src', name: '@fieldline/testing' },
};

const FORBIDDEN = {
  contracts: 'platform pack domain port frames relational adapter simulator service tool composition testing',
  platform: 'contracts pack domain port frames relational adapter simulator service tool composition testing',
  pack: 'platform domain port frames relational adapter simulator service tool composition testing',
  domain: 'platform port frames relational adapter simulator service tool composition testing',
  simulator: 'domain port frames relational adapter service tool composition testing',
  port: 'pack domain frames relational adapter simulator service tool composition testing',
  frames: 'pack domain relational adapter simulator service tool composition testing',
  relational: 'contracts pack domain port frames adapter simulator service tool composition testing',
  adapter: 'pack domain adapter simulator service tool composition testing',
  service: 'domain frames adapter simulator tool composition testing',
  tool: 'service composition testing',
  composition: 'frames tool testing',
  http: 'pack domain port frames relational adapter simulator service tool composition testing',
  client: 'contracts platform http domain port relational adapter service tool composition testing',
  web: 'contracts platform http domain port relational adapter service tool composition testing',
};

const BOUNDARIES = '@nx/enforce-module-boundaries';
const RESTRICTED_IMPORT = 'no-restricted-imports';
const AMBIENT_IMPORT = '@typescript-eslint/no-restricted-imports';

const anImport = (folder, from, rule, suffix) => ({ folder, code: `import '${from}';`, rule, suffix });

const betweenPackages = Object.entries(FORBIDDEN).flatMap(([layer, targets]) =>
  targets.split(' ').map((target) => anImport(LAYERS[layer].folder, LAYERS[target].name, BOUNDARIES)),
);

const aroundPackages = [
  anImport('libs/readings/port/src', '../../../platform/src/index.js', BOUNDARIES),
  // Not in that package's package.json.
  anImport('libs/contracts/src', 'pino', BOUNDARIES),
];

const DOMAIN = 'services/ingestion/src/domain';
const insideAService = [
  ...['node:fs', 'node:crypto', '@nestjs/common', 'pg', '@fieldline/platform', '@fieldline/messaging', 'luxon'].map(
    (from) => anImport(DOMAIN, from, RESTRICTED_IMPORT),
  ),
  anImport(DOMAIN, '../ports/ledger-store.js', RESTRICTED_IMPORT),
  anImport(DOMAIN, '../app/anything.js', RESTRICTED_IMPORT),
  anImport('services/ingestion/src/app', '../adapters/anything.js', RESTRICTED_IMPORT),
  anImport('services/ingestion/src', './adapters/anything.js', RESTRICTED_IMPORT),
];

const banned = (code, rule) => ({ folder: 'libs/messaging/port/src', code, rule });
const ambientCalls = [
  ...[
    'Date.now()',
    "Date['now']()",
    'performance.now()',
    'process.hrtime.bigint()',
    'Math.random()',
    'crypto.randomUUID()',
    'crypto.getRandomValues(new Uint8Array(4))',
    'globalThis.setTimeout(String, 1)',
    'globalThis.performance.now()',
    'globalThis.crypto.randomUUID()',
    'AbortSignal.timeout(5)',
  ].map((call) => banned(`export const planted: unknown = ${call};`, 'no-restricted-properties')),
  banned('export const { now } = Date;', 'no-restricted-properties'),
  ...['setTimeout(String, 1)', 'setInterval(String, 1)', 'setImmediate(String)'].map((call) =>
    banned(`export const planted: unknown = ${call};`, 'no-restricted-globals'),
  ),
  banned('export const later = setTimeout;', 'no-restricted-globals'),
  ...['new Date()', 'Date()'].map((call) => banned(`export const planted: unknown = ${call};`, 'no-restricted-syntax')),
  ...[
    ['setTimeout', 'node:timers'],
    ['setTimeout', 'timers'],
    ['setTimeout', 'node:timers/promises'],
    ['randomUUID', 'node:crypto'],
    ['randomBytes', 'crypto'],
    ['randomInt', 'node:crypto'],
    ['webcrypto', 'node:crypto'],
    ['performance', 'node:perf_hooks'],
    ['hrtime', 'node:process'],
    ['ulid', 'ulidx'],
  ].map(([name, from]) => banned(`export { ${name} as planted } from '${from}';`, AMBIENT_IMPORT)),
  banned("import * as crypto from 'node:crypto';\nexport const planted = crypto;", AMBIENT_IMPORT),
  banned("import crypto from 'node:crypto';\nexport const planted = crypto;", AMBIENT_IMPORT),
  // Also where it would be least surprising: in adapters, services and the simulation.
  ...[
    'libs/messaging/embedded/src',
    'libs/device-link/frames/src',
    'libs/testing/src',
    'services/ingestion/src',
    'services/embedded/src',
  ].map((folder) => ({ folder, code: 'export const planted = Date.now();', rule: 'no-restricted-properties' })),
];

const carelessness = [
  banned('export function planted(): void {\n  Promise.resolve(1);\n}', '@typescript-eslint/no-floating-promises'),
  banned('export const planted: any = 1;', '@typescript-eslint/no-explicit-any'),
];

const permitted = [
  anImport('libs/messaging/port/src', '@fieldline/platform'),
  anImport('libs/readings/postgres/src', '@fieldline/relational'),
  anImport('services/ingestion/src', '@fieldline/messaging'),
  anImport('services/embedded/src', '@fieldline/ingestion'),
  anImport('services/ingestion/src', '@fieldline/testing', undefined, '.spec.ts'),
  anImport(DOMAIN, '@fieldline/contracts'),
  { folder: 'libs/messaging/port/src', code: 'export const planted = Date.now();', suffix: '.spec.ts' },
  banned('export const planted = new Date(0);'),
];

export const plants = [
  ...betweenPackages,
  ...aroundPackages,
  ...insideAService,
  ...ambientCalls,
  ...carelessness,
  ...permitted,
];
