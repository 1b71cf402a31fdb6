export * from './consumers/writer.consumer.js';
export * from './ingestion.module.js';
