import { DEFAULT_TENANT } from '@fieldline/contracts';

const TENANT = /^[a-z0-9][a-z0-9-]{0,31}$/;

export interface SignInName {
  readonly tenantId: string;
  readonly name: string;
}

/** `name`, or `name@tenant` outside the tenant `default`, as devices write it; undefined where nobody can be called so. */
export function parseSignInName(text: string): SignInName | undefined {
  const [name = '', tenantId = DEFAULT_TENANT, ...rest] = text.normalize('NFC').trim().split('@');
  if (name.length < 2 || name.length > 50 || rest.length > 0 || !TENANT.test(tenantId)) return undefined;
  return /\p{Cc}/u.test(name) ? undefined : { name, tenantId };
}
