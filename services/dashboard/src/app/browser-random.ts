/** 128 random bits, hex. `crypto.randomUUID` exists on HTTPS and localhost alone; this page is also opened by address. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
