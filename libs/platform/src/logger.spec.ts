import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';

describe('createLogger', () => {
  it('writes one JSON object a line, from its level up', () => {
    const lines: string[] = [];
    const logger = createLogger('ingestion', 'warn', { write: (line) => lines.push(line) });
    logger.info('not this');
    logger.warn({ device: 'pack-07' }, 'the log is away');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ name: 'ingestion', device: 'pack-07', msg: 'the log is away' });
    expect(lines[0]).toMatch(/\}\n$/);
  });
});
