/** The tenant that is there from the first start. */
export const DEFAULT_TENANT = 'default';

/** The name with which one of a tenant signs in, device or person: in the default tenant alone, elsewhere `name@tenant`. */
export function signInName(tenantId: string, name: string): string {
  return tenantId === DEFAULT_TENANT ? name : `${name}@${tenantId}`;
}
