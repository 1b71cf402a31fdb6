import { useEffect, useState } from 'react';
import { after } from '../../app/browser-clock.js';

/** A value that has not changed for a while: what is typed is not asked for at each key. */
export function useSettled<T>(value: T, quietMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => after(quietMs, () => setSettled(value)), [value, quietMs]);
  return settled;
}
