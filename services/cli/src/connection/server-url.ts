import { UsageError } from '../shell/errors.js';

/** The origin of a server, where `/api/v1` is beneath. Throws UsageError. */
export function serverUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const plain = url?.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (url === undefined || !/^https?:$/.test(url.protocol) || !plain || !/^(\/api\/v1)?\/?$/.test(url.pathname)) {
    throw new UsageError(
      `'${withoutPassword(text)}' is no address of a server: expected such as http://192.168.1.20:8080`,
    );
  }
  return url.origin;
}

function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/@]*@/, '//…@');
}
