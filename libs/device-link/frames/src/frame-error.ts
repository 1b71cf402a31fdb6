/** Why a connection's bytes were refused. Each is a label of a metric. */
export type FrameFault =
  | 'malformed'
  | 'packet-size'
  | 'protocol-order'
  | 'protocol-version'
  | 'topic-text'
  | 'topic-depth'
  | 'qos2-handshakes';

/** Bytes that end their connection; the same bytes fail again. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
  constructor(
    readonly fault: FrameFault,
    message: string,
  ) {
    super(message);
  }
}
