import { API_PREFIX } from '@fieldline/contracts';
import { adminOf } from '../harness/api-caller.js';
import type { SecretList } from '../harness/secret-list.js';
import type { ServerProcess } from '../harness/server-process.js';

/** Comes to the door in every way there is, and adds what it made or tried. */
export async function useTheDoor(server: ServerProcess, secrets: SecretList): Promise<void> {
  const password = /^ {2}password {2}(\S+)$/m.exec(server.stdout)?.[1] ?? '';
  secrets.add('admin password', password, { stdout: 1 });
  const admin = await adminOf(server);
  secrets.add('API token', admin.token);
  const { token } = await admin.get<{ token: string }>('POST', '/tokens', {
    body: { name: 'kept answer', scope: 'read' },
    headers: { 'idempotency-key': 'a-key-of-our-own-making' },
  });
  secrets.add('API token of a kept answer', token);
  const wrong = 'a-password-that-is-wrong';
  secrets.add('wrong password of a user', wrong);
  await signIn(admin.origin, wrong);
  const answer = await signIn(admin.origin, password);
  const [, cookie = ''] = /fieldline_session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
  secrets.add('session cookie', cookie);
  const { csrfToken = '' } = (await answer.json()) as { readonly csrfToken?: string };
  secrets.add('CSRF token', csrfToken);
  const headers = { cookie: `fieldline_session=${cookie}`, 'x-csrf-token': csrfToken };
  await fetch(`${admin.origin}${API_PREFIX}/session`, { headers });
  const forged = `flt_${'a2'.repeat(16)}`;
  secrets.add('forged token', forged);
  await fetch(`${admin.origin}${API_PREFIX}/sites`, { headers: { authorization: `Bearer ${forged}` } });
  await fetch(`${admin.origin}${API_PREFIX}/session`, { method: 'DELETE', headers });
}

function signIn(origin: string, password: string): Promise<Response> {
  return fetch(`${origin}${API_PREFIX}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'admin', password }),
  });
}
