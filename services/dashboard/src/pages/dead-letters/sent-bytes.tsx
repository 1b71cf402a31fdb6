import { useState } from 'react';
import { hexLines } from '../../parts/diff/hex-lines.js';
import type { Letter } from './letter.js';

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** What was sent, as text where it is text, and byte for byte. */
export function SentBytes({ letter }: { readonly letter: Letter }) {
  const [asHex, setAsHex] = useState(letter.text === null);
  return (
    <section className="card stack" aria-label="What was sent">
      <div className="page-head">
        <h2>
          What was sent{letter.kind === 'value' && letter.reason.metric !== undefined && ` as ${letter.reason.metric}`}
        </h2>
        {letter.text !== null && (
          <button type="button" className="button" aria-pressed={asHex} onClick={() => setAsHex(!asHex)}>
            Bytes
          </button>
        )}
      </div>
      {asHex ? (
        <pre className="payload hex" tabIndex={0} aria-label="The bytes sent, hexadecimal">
          {hexLines(bytesOf(letter.payload))
            .map(({ offset, hex, text }) => `${offset}  ${hex.padEnd(47)}  ${text}`)
            .join('\n')}
        </pre>
      ) : (
        <pre className="payload" tabIndex={0} aria-label="The text sent">
          {letter.text}
        </pre>
      )}
      <p className="muted">
        {letter.size} bytes, SHA-256 <code style={{ overflowWrap: 'anywhere' }}>{letter.hash}</code>
      </p>
    </section>
  );
}
