import { describe, expect, it } from '@jest/globals';
import { createLogger, type Logger, type LogLevel } from './logger.js';

function captured(level: LogLevel): { readonly logger: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  return { logger: createLogger('ingestion', level, { write: (line) => lines.push(line) }), lines };
}

describe('createLogger', () => {
  it('writes one JSON object a line, from its level up', () => {
    const { logger, lines } = captured('warn');
    logger.info('not this');
    logger.warn({ device: 'pack-07' }, 'the log is away');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ name: 'ingestion', device: 'pack-07', msg: 'the log is away' });
    expect(lines[0]).toMatch(/\}\n$/);
  });

  it.each(['password', 'secret', 'key', 'token', 'digest', 'authorization', 'cookie', 'set-cookie'])(
    'leaves the value of a field %s out, also within what an error brings along',
    (field) => {
      const { logger, lines } = captured('info');
      const error = Object.assign(new Error('refused'), { request: { headers: { [field]: 'hush-1' } } });
      logger.info({ [field]: 'hush-2', device: { [field]: 'hush-3' }, err: error }, 'signed in');
      expect(lines).toHaveLength(1);
      expect(lines[0]).not.toContain('hush');
      expect(lines[0]?.split('[secret]')).toHaveLength(4);
    },
  );
});
