#!/usr/bin/env node
/** Publishes payloads that are no JSON, QoS 1, as fast as they are acknowledged: `{target, count}` on standard input. */
import { connectAsync } from 'mqtt';

const IN_FLIGHT = 200;
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { target, count } = JSON.parse(Buffer.concat(chunks).toString());
const { url, externalId: clientId, username, password } = target;
const client = await connectAsync(url, { clientId, username, password, protocolVersion: 4 }, false);
const topic = `devices/${clientId}/telemetry`;
const rubbish = '{"values":{"voltage":48.2,"current":'.padEnd(160, '!');

await new Promise((resolve, reject) => {
  let sent = 0;
  let acknowledged = 0;
  const next = () => {
    while (sent < count && sent - acknowledged < IN_FLIGHT) {
      sent += 1;
      client.publish(topic, `${rubbish}${sent}`, { qos: 1 }, (error) => {
        if (error) return reject(error);
        acknowledged += 1;
        if (acknowledged === count) resolve();
        else next();
      });
    }
  };
  client.on('error', reject);
  next();
});
await client.endAsync();
