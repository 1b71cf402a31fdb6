import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { LinkRig, until } from './link-rig.contract.js';

const SCRIPT = `
import json, sys, time
import paho.mqtt.client as paho
version = getattr(paho, 'CallbackAPIVersion', None)
args = dict(client_id='a', clean_session=False)
client = paho.Client(version.VERSION2, **args) if version else paho.Client(**args)
client.username_pw_set('a', 'a')
client.max_inflight_messages_set(1000)
acked, lost = [], []
client.on_publish = lambda c, u, mid, *rest: acked.append(mid)
client.on_disconnect = lambda *rest: lost.append(1)
client.connect('127.0.0.1', int(sys.argv[1]), keepalive=2)
client.loop_start()
while not client.is_connected(): time.sleep(0.01)
sent = [client.publish('devices/a/telemetry', str(n), qos=1 + n % 2).mid for n in range(100)]
early = None
deadline = time.time() + 20
while len(acked) < 100 and time.time() < deadline:
    time.sleep(0.05)
    if early is None and time.time() > deadline - 17.5: early = len(acked)
print(json.dumps(dict(sent=sent, acked=acked, early=early, lost=len(lost))))
client.loop_stop()
client.disconnect()
`;
const present = spawnSync('python3', ['-c', 'import paho.mqtt.client']).status === 0;
const withPaho = present ? it : it.skip;

let rig: LinkRig | undefined;
afterEach(() => rig?.stop());

describe('paho from Python', () => {
  withPaho(
    '[paho] stays connected while the log is away and hears every acknowledgement afterwards',
    async () => {
      rig = await LinkRig.start();
      rig.logGoesAway();
      const client = spawn('python3', ['-c', SCRIPT, `${rig.port}`], { stdio: ['ignore', 'pipe', 'inherit'] });
      const printed = text(client.stdout);
      await until(() => rig!.messages.length === 100, 10_000);
      await wait(4_000);
      rig.logComesBack();
      await once(client, 'exit');
      const { sent, acked, early, lost } = JSON.parse(await printed) as Record<string, number[]>;
      expect([early, lost]).toEqual([0, 0]);
      expect([...acked!].sort((a, b) => a - b)).toEqual([...sent!].sort((a, b) => a - b));
      expect(rig.messages.map(({ payload }) => Number(payload.toString()))).toEqual(
        Array.from({ length: 100 }, (_, n) => n),
      );
    },
    40_000,
  );
});
