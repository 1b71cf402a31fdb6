interface Mqtt {
  readonly url: string;
  readonly lan: boolean;
}

/** Says so when no board in the network can reach the server. */
export function LanNotice({ mqtt }: { readonly mqtt: Mqtt }) {
  if (mqtt.lan) return null;
  return (
    <div className="notice warn">
      <strong>Only programs on the server's own machine reach {mqtt.url}.</strong>
      <span>
        For an ESP32 or any other machine, stop the server and start it with <code>npm start -- --lan</code>.
      </span>
    </div>
  );
}
