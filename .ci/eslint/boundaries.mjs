/**
 * Who may import whom, between packages. A layer sees the layers in its row and nothing else; npm packages must stand in
 * the importing package's own package.json.
 */
const LAYERS = {
  contracts: [],
  platform: [],
  pack: ['contracts'],
  domain: ['contracts', 'pack', 'domain'],
  simulator: ['contracts', 'platform', 'pack'],
  // What every service's HTTP side is built from.
  http: ['contracts', 'platform'],
  // The API as others see it: made from its document, so it stands on nothing of ours; the pages see nothing else.
  client: [],
  web: ['client'],
  // A port may have a second face beside it, such as its Nest transport.
  port: ['contracts', 'platform', 'port'],
  // What several adapters are built from: the frame gate, and PostgreSQL, which services' own adapters use too.
  frames: ['contracts', 'platform', 'port'],
  relational: ['platform'],
  adapter: ['contracts', 'platform', 'port', 'frames', 'relational'],
  service: ['contracts', 'platform', 'port', 'pack', 'relational', 'http'],
  tool: ['contracts', 'platform', 'port', 'pack', 'domain', 'frames', 'relational', 'adapter', 'simulator', 'client'],
  composition: [
    'contracts',
    'platform',
    'port',
    'pack',
    'domain',
    'relational',
    'adapter',
    'service',
    'simulator',
    'http',
    'web',
  ],
};
const EVERY_LAYER = [...Object.keys(LAYERS), 'testing'];

function boundaries(layers) {
  return [
    'error',
    {
      allow: [],
      banTransitiveDependencies: true,
      // Only tests import the testing package, and it may build on everything: that circle is not one of the built code.
      ignoredCircularDependencies: [['@fieldline/testing', '*']],
      // A module may be loaded late in one place and at once in another.
      checkDynamicDependenciesExceptions: ['@fieldline/**'],
      depConstraints: Object.entries(layers).map(([layer, visible]) => ({
        sourceTag: `layer:${layer}`,
        onlyDependOnLibsWithTags: visible.map((name) => `layer:${name}`),
      })),
    },
  ];
}

/** For the code that is shipped. */
export const packageBoundaries = boundaries({ ...LAYERS, testing: EVERY_LAYER });

/** For a service's `main.ts`, the one place in it where adapters are named. */
export const mainBoundaries = boundaries({
  ...LAYERS,
  service: [...LAYERS.service, 'domain', 'adapter'],
  testing: EVERY_LAYER,
});

/** For specs and contract suites. */
export const testBoundaries = boundaries(Object.fromEntries(EVERY_LAYER.map((layer) => [layer, EVERY_LAYER])));

/**
 * `domain/` is pure: other domain files, contracts and the pack type. `depth` is how many folders below `domain/` the
 * file stands, so that `../` cannot leave it.
 */
export function pureDomainImports(depth) {
  const outside = '\\.\\./'.repeat(depth + 1);
  return [
    'error',
    {
      patterns: [
        {
          regex: `^(?!\\.\\.?/|@fieldline/(contracts|domain-pack)$)|^${outside}|^\\./\\.\\./`,
          message:
            'domain/ is pure: it imports other domain files, @fieldline/contracts and @fieldline/domain-pack only.',
        },
      ],
    },
  ];
}

/** A service's adapters are chosen in one place. */
export const noOwnAdapters = [
  'error',
  {
    patterns: [
      {
        regex: '^\\.\\.?/(.*/)?adapters(/|$)',
        message: 'Adapters are named in main.ts, in the module file and in specs only; take the port.',
      },
    ],
  },
];
