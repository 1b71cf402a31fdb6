export * from './consumers/writer.consumer.js';
export { ProblemFilter } from '@fieldline/http';
export * from './ingestion-api.module.js';
