import { base } from '../jest.config.mjs';

export default {
  ...base,
  testMatch: ['<rootDir>/{libs,services,.ci}/**/*.int.spec.{ts,mjs}'],
  testTimeout: 300_000,
  maxWorkers: 1,
};
