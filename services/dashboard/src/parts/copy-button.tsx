import { useEffect, useState } from 'react';
import { after } from '../app/browser-clock.js';
import { copyText } from '../app/browser-clipboard.js';

const SHOWN_MS = 2_000;

/** Copies a text and says so. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [done, setDone] = useState<boolean>();
  useEffect(() => (done === undefined ? undefined : after(SHOWN_MS, () => setDone(undefined))), [done]);
  const says = done === undefined ? 'Copy' : done ? 'Copied' : 'Select it and copy by hand';
  return (
    <button type="button" className="button" onClick={() => void copyText(text).then(setDone)}>
      {says}
      <span className="hidden-words"> {what}</span>
      <span className="hidden-words" role="status">
        {done ? `${what} copied` : ''}
      </span>
    </button>
  );
}
