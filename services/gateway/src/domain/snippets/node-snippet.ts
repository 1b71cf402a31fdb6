import { quoted, units, type Connection, type Snippet } from './snippet.js';

/** Node with mqtt.js 5. */
export function nodeSnippet(to: Connection): Snippet {
  const values = to.sample.map(({ metric, value }) => `${metric}: ${value}`).join(', ');
  const url = `${to.tls ? 'mqtts' : 'mqtt'}://${to.host.includes(':') ? `[${to.host}]` : to.host}:${to.port}`;
  return {
    language: 'node',
    title: 'Node.js',
    file: 'fieldline-device.mjs',
    needs: 'npm install mqtt',
    code: `import { setTimeout as sleep } from 'node:timers/promises';
import mqtt from 'mqtt';

// ${units(to.sample)}: put your sensor here
const readSensor = () => ({ ${values} });

const client = await mqtt.connectAsync(${quoted(url)}, {
  clientId: ${quoted(to.device)},
  username: ${quoted(to.username)},
  password: ${quoted(to.password)},
  clean: false,
});
console.log('connected');

for (let seq = 1; ; seq += 1) {
  const reading = { ts: Date.now(), seq, values: readSensor() };
  await client.publishAsync(${quoted(to.topic)}, JSON.stringify(reading), { qos: 1 });
  console.log('acknowledged', reading);
  await sleep(${to.everySeconds * 1000});
}
`,
  };
}
