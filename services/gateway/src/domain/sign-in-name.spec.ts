import { describe, expect, it } from '@jest/globals';
import { parseSignInName } from './sign-in-name.js';

describe('a name to sign in with', () => {
  it('belongs to the tenant default, or to the one behind @', () => {
    expect(parseSignInName('admin')).toEqual({ name: 'admin', tenantId: 'default' });
    expect(parseSignInName(' Ada L @ north '.replace(/ @ /, '@'))).toEqual({ name: 'Ada L', tenantId: 'north' });
  });

  it.each(['', 'x', '@north', 'ada@', 'ada@North', 'ada@a@b', 'a\u0000b', 'x'.repeat(51), 'ada@-x'])(
    'cannot be %j (E1)',
    (text) => expect(parseSignInName(text)).toBeUndefined(),
  );
});
