/** Native ESM: run through `npm test`, which sets what Node needs for it. */
export const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@fieldline/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false },
        },
      },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  reporters: ['default', '<rootDir>/.ci/summary-reporter.mjs'],
  testTimeout: 30_000,
  // Specs wait more than they compute; Jest itself would leave one of two cores idle.
  maxWorkers: '100%',
};

export default {
  ...base,
  testMatch: ['<rootDir>/{libs,services}/**/*.spec.ts', '<rootDir>/.ci/**/*.spec.mjs'],
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, '\\.(int|e2e)\\.spec\\.(ts|mjs)$'],
};
