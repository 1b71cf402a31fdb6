import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { SETTINGS, type SettingDeclaration } from './embedded.settings.js';
import { helpText } from './help.js';
import { readSettings } from './read-settings.js';

describe('the settings of the embedded edition', () => {
  it('have defaults that listen on this machine alone', () => {
    expect(readSettings([], {})).toMatchObject({
      kind: 'settings',
      settings: { host: '127.0.0.1', mqttPort: 1883, wsPort: 8083, httpPort: 8080, metricsPort: 9464, currency: 'EUR' },
    });
  });

  it('take a flag before a variable', () => {
    const result = readSettings(['--port', '0', '--data=/x'], { FIELDLINE_MQTT_PORT: '7', FIELDLINE_WS_PORT: '9' });
    expect(result).toMatchObject({ settings: { mqttPort: 0, wsPort: 9, dataFolder: '/x' } });
  });

  it('tell everything that is unknown or wrong, a line each', () => {
    const env = { FIELDLINE_HTTP_PORT: '99999', FIELDLINE_HTPT: '1', FIELDLINE_TIME_ZONE: 'Mars/Olympus' };
    expect(readSettings(['--prt', '1', 'now', '--data'], env)).toEqual({
      kind: 'wrong',
      problems: [
        '--prt is no flag; --help lists them all',
        "'1' is not understood; --help lists the flags",
        "'now' is not understood; --help lists the flags",
        '--data wants a value',
        'FIELDLINE_HTPT is no setting; --help lists them all',
        'FIELDLINE_HTTP_PORT=99999 is wrong: 0 to 65535, where 0 takes any free port',
        'FIELDLINE_TIME_ZONE=Mars/Olympus is wrong: an IANA name such as Europe/Berlin',
      ],
    });
  });

  it('take --demo alone for true, and what follows it for something else', () => {
    expect(readSettings(['--demo', '--port=0'], {})).toMatchObject({ settings: { demo: true, mqttPort: 0 } });
    expect(readSettings([], { FIELDLINE_DEMO: 'true' })).toMatchObject({ settings: { demo: true } });
    expect(readSettings([], {})).toMatchObject({ settings: { demo: false } });
    expect(readSettings(['--demo', 'no'], {})).toMatchObject({ kind: 'wrong' });
    expect(readSettings(['--demo=maybe'], {})).toMatchObject({ kind: 'wrong' });
  });

  it('want certificate and key together', () => {
    expect(readSettings([], { FIELDLINE_TLS_CERT_FILE: 'a.pem' })).toMatchObject({ kind: 'wrong' });
  });

  it('are all named by --help, the example file and the reference', () => {
    expect(readSettings(['-h'], { FIELDLINE_HTTP_PORT: 'wrong' })).toEqual({ kind: 'help' });
    const [example, reference] = ['.env.example', '.github/docs/reference/settings.md'].map((file) =>
      readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8'),
    );
    for (const { env, default: fallback } of Object.values<SettingDeclaration>(SETTINGS)) {
      expect(helpText()).toContain(env);
      expect(reference).toContain(`\`${env}\``);
      expect(example).toContain(`# ${env}=${fallback ?? ''}`);
    }
  });
});
