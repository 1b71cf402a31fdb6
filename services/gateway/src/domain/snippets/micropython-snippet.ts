import { quoted, units, type Connection, type Snippet } from './snippet.js';

/** MicroPython on an ESP32, with umqtt of micropython-lib. */
export function micropythonSnippet(to: Connection): Snippet {
  const values = to.sample.map(({ metric, value }) => `${quoted(metric)}: ${value}`).join(', ');
  return {
    language: 'micropython',
    title: 'MicroPython (ESP32)',
    file: 'main.py',
    needs: 'mpremote mip install umqtt.simple',
    code: `import json
import network
import time
from umqtt.simple import MQTTClient

WIFI_NAME, WIFI_PASSWORD = "YOUR_WIFI", "YOUR_WIFI_PASSWORD"
HOST, PORT = ${quoted(to.host)}, ${to.port}
DEVICE = ${quoted(to.device)}
USER, PASSWORD = ${quoted(to.username)}, ${quoted(to.password)}


def read_sensor():
    # ${units(to.sample)}: put your sensor here
    return {${values}}


wifi = network.WLAN(network.STA_IF)
wifi.active(True)
wifi.connect(WIFI_NAME, WIFI_PASSWORD)
while not wifi.isconnected():
    time.sleep_ms(200)

client = MQTTClient(DEVICE, HOST, PORT, USER, PASSWORD, keepalive=60${to.tls ? ', ssl=True' : ''})
client.connect(clean_session=False)

while True:
    try:
        # returns when the server has it on disk (QoS 1)
        client.publish(${quoted(to.topic)}, json.dumps({"values": read_sensor()}), qos=1)
    except OSError:
        time.sleep(5)
        client.connect(clean_session=False)
    time.sleep(${to.everySeconds})
`,
  };
}
