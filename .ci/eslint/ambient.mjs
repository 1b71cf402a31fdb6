/** Time, timers and randomness come through Clock and Random of @fieldline/platform, so that the shipped code also runs as a simulation. */
const USE_CLOCK = 'Take the Clock of @fieldline/platform.';
const USE_RANDOM = 'Take the Random of @fieldline/platform.';

const TIMERS = ['setTimeout', 'setInterval', 'setImmediate'];
const GLOBALS = ['globalThis', 'global'];

const PROPERTIES = [
  ['Date', 'now', USE_CLOCK],
  ['performance', 'now', USE_CLOCK],
  ['performance', 'timeOrigin', USE_CLOCK],
  ['process', 'hrtime', USE_CLOCK],
  ['AbortSignal', 'timeout', USE_CLOCK],
  ['DateTime', 'now', USE_CLOCK],
  ['Math', 'random', USE_RANDOM],
  ...['randomUUID', 'randomBytes', 'randomInt', 'randomFill', 'randomFillSync', 'getRandomValues'].map((name) => [
    'crypto',
    name,
    USE_RANDOM,
  ]),
  ...GLOBALS.flatMap((object) => [
    ...TIMERS.map((name) => [object, name, USE_CLOCK]),
    [object, 'performance', USE_CLOCK],
    [object, 'crypto', USE_RANDOM],
  ]),
];

const IMPORTS = [
  { name: 'perf_hooks', importNames: ['performance', 'default'], message: USE_CLOCK },
  {
    name: 'crypto',
    importNames: [
      'default',
      'webcrypto',
      'randomUUID',
      'randomBytes',
      'randomInt',
      'randomFill',
      'randomFillSync',
      'getRandomValues',
    ],
    message: USE_RANDOM,
  },
  { name: 'timers', message: USE_CLOCK },
  { name: 'timers/promises', message: USE_CLOCK },
  { name: 'process', importNames: ['hrtime', 'default'], message: USE_CLOCK },
].flatMap((path) => [path, { ...path, name: `node:${path.name}` }]);

/** The rules that ban ambient time and randomness. */
export const ambientBan = {
  'no-restricted-properties': [
    'error',
    ...PROPERTIES.map(([object, property, message]) => ({ object, property, message })),
  ],
  'no-restricted-globals': ['error', ...TIMERS.map((name) => ({ name, message: USE_CLOCK }))],
  'no-restricted-syntax': [
    'error',
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: USE_CLOCK },
    { selector: "CallExpression[callee.name='Date']", message: USE_CLOCK },
    {
      selector:
        "CallExpression[callee.object.name='DateTime'][callee.property.name=/^(local|utc)$/][arguments.length=0]",
      message: USE_CLOCK,
    },
  ],
  '@typescript-eslint/no-restricted-imports': [
    'error',
    {
      paths: [
        ...IMPORTS,
        { name: 'ulidx', importNames: ['ulid', 'monotonicFactory'], message: 'Take ulid() of @fieldline/platform.' },
      ],
    },
  ],
};

/** Lifts the ban. */
export const ambientAllowed = Object.fromEntries(Object.keys(ambientBan).map((rule) => [rule, 'off']));
