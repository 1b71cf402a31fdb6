import eslint from '@eslint/js';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { ambientAllowed, ambientBan } from './.ci/eslint/ambient.mjs';
import {
  mainBoundaries,
  noOwnAdapters,
  packageBoundaries,
  pureDomainImports,
  testBoundaries,
} from './.ci/eslint/boundaries.mjs';

const SOURCES = ['{libs,services}/**/*.{ts,tsx}'];
const PAGES = ['services/dashboard/**/*.{ts,tsx}'];
const TESTS = ['**/*.spec.ts', '**/*.contract.ts'];
const MAIN = ['services/*/src/main.ts'];

/** Where the machine's own clock, timers and randomness are the point: the adapters of Clock and Random, and of real servers. */
const AMBIENT_ADAPTERS = [
  'libs/platform/src/system-*.ts',
  'libs/relational/src/**/*.ts',
  'services/dashboard/src/app/browser-*.ts',
];

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', '.nx/', 'coverage/', 'data/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.mjs'],
    extends: [eslint.configs.recommended],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'Buffer',
          'URL',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'fetch',
          'AbortSignal',
          'performance',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: SOURCES,
    extends: [eslint.configs.recommended, ...tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { project: ['./tsconfig.spec.json'], tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@nx': nx },
    rules: {
      ...ambientBan,
      '@nx/enforce-module-boundaries': packageBoundaries,
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/max-params': ['error', { max: 4 }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': 'off',
    },
  },
  {
    files: PAGES,
    languageOptions: {
      parserOptions: { project: ['./services/dashboard/tsconfig.json'], tsconfigRootDir: import.meta.dirname },
    },
    // A handler that React calls may be async: it shows its own failure.
    rules: { '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }] },
  },
  {
    files: ['services/*/src/**/*.ts'],
    ignores: ['services/*/src/adapters/**', 'services/*/src/*.module.ts', ...MAIN],
    rules: { 'no-restricted-imports': noOwnAdapters },
  },
  ...[0, 1, 2].map((depth) => ({
    files: [`services/*/src/domain/${'*/'.repeat(depth)}*.ts`],
    rules: { 'no-restricted-imports': pureDomainImports(depth) },
  })),
  { files: AMBIENT_ADAPTERS, rules: ambientAllowed },
  { files: MAIN, rules: { ...ambientAllowed, '@nx/enforce-module-boundaries': mainBoundaries } },
  {
    files: TESTS,
    rules: { ...ambientAllowed, 'no-restricted-imports': 'off', '@nx/enforce-module-boundaries': testBoundaries },
  },
  prettier,
);
