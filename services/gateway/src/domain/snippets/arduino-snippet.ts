import { quoted, units, type Connection, type Snippet } from './snippet.js';

/** Arduino core for the ESP32, with PubSubClient: it publishes with QoS 0 alone. */
export function arduinoSnippet(to: Connection): Snippet {
  const format = to.sample.map(({ metric }) => `\\"${metric}\\":%.2f`).join(',');
  const values = to.sample.map(({ value }) => `, ${value.toFixed(2)}`).join('');
  const socket = to.tls ? 'WiFiClientSecure' : 'WiFiClient';
  return {
    language: 'arduino',
    title: 'Arduino (ESP32)',
    file: 'fieldline_device.ino',
    needs: 'Arduino IDE, Library Manager: PubSubClient by Nick O’Leary',
    code: `#include <WiFi.h>
${to.tls ? '#include <WiFiClientSecure.h>\n' : ''}#include <PubSubClient.h>

const char* WIFI_NAME = "YOUR_WIFI";
const char* WIFI_PASSWORD = "YOUR_WIFI_PASSWORD";
const char* HOST = ${quoted(to.host)};
const int PORT = ${to.port};
const char* DEVICE = ${quoted(to.device)};
const char* USER = ${quoted(to.username)};
const char* PASSWORD = ${quoted(to.password)};

${socket} net;
PubSubClient client(net);

void setup() {
  Serial.begin(115200);
  WiFi.begin(WIFI_NAME, WIFI_PASSWORD);
  while (WiFi.status() != WL_CONNECTED) delay(200);
${to.tls ? '  net.setInsecure();  // better: net.setCACert(...)\n' : ''}  client.setServer(HOST, PORT);
}

void loop() {
  while (!client.connected()) {
    // 4 and 5: wrong user, password or device name; -2: no server at HOST and PORT
    if (!client.connect(DEVICE, USER, PASSWORD)) {
      Serial.printf("not connected: %d\\n", client.state());
      delay(5000);
    }
  }
  client.loop();

  static unsigned long last = 0;
  if (last == 0 || millis() - last >= ${to.everySeconds * 1000}UL) {
    last = millis();
    char payload[200];
    // ${units(to.sample)}: put your sensor here
    snprintf(payload, sizeof(payload), "{${format}}"${values});
    client.publish(${quoted(to.topic)}, payload);
  }
}
`,
  };
}
