export * from './consumers/writer.consumer.js';
export * from './http/problem.filter.js';
export * from './ingestion.module.js';
