import { quoted, units, type Connection, type Snippet } from './snippet.js';

/** CPython with paho-mqtt 2. */
export function pythonSnippet(to: Connection): Snippet {
  const values = to.sample.map(({ metric, value }) => `${quoted(metric)}: ${value}`).join(', ');
  return {
    language: 'python',
    title: 'Python',
    file: 'fieldline_device.py',
    needs: 'pip install "paho-mqtt>=2"',
    code: `import json
import sys
import time

import paho.mqtt.client as mqtt

HOST, PORT = ${quoted(to.host)}, ${to.port}
DEVICE = ${quoted(to.device)}
USER, PASSWORD = ${quoted(to.username)}, ${quoted(to.password)}


def read_sensor():
    # ${units(to.sample)}: put your sensor here
    return {${values}}


def connected(client, userdata, flags, reason, properties):
    print("connected" if not reason.is_failure else f"refused: {reason}", flush=True)


client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=DEVICE, clean_session=False)
client.on_connect = connected
client.username_pw_set(USER, PASSWORD)
${to.tls ? 'client.tls_set()\n' : ''}client.connect(HOST, PORT)
client.loop_start()

seq = 0
try:
    while True:
        seq += 1
        reading = {"ts": int(time.time() * 1000), "seq": seq, "values": read_sensor()}
        sent = client.publish(${quoted(to.topic)}, json.dumps(reading), qos=1)
        sent.wait_for_publish(timeout=30)
        print("acknowledged" if sent.is_published() else "waiting", reading, flush=True)
        time.sleep(${to.everySeconds})
except KeyboardInterrupt:
    client.disconnect()
    sys.exit(0)
`,
  };
}
