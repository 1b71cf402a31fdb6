export interface HexLine {
  /** Of its first byte, hexadecimal. */
  readonly offset: string;
  readonly hex: string;
  /** Printable ASCII; a dot for anything else. */
  readonly text: string;
}

const WIDTH = 16;

export function hexLines(bytes: Uint8Array): readonly HexLine[] {
  return Array.from({ length: Math.ceil(bytes.length / WIDTH) }, (_, line) => {
    const part = [...bytes.subarray(line * WIDTH, (line + 1) * WIDTH)];
    return {
      offset: (line * WIDTH).toString(16).padStart(4, '0'),
      hex: part.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      text: part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join(''),
    };
  });
}
