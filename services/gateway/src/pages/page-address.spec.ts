import { describe, expect, it } from '@jest/globals';
import { isPage, pathOf } from './page-address.js';

describe('the addresses of the dashboard', () => {
  it.each(['/', '/devices', '/devices/attic', '/devices/attic.1', '/profiles/air.v2', '/dead-letters/01JD.x'])(
    'give the page for %s',
    (pathname) => expect(isPage(pathname)).toBe(true),
  );

  it.each(['/favicon.ico', '/theme.js', '/assets/index-old.js', '/api/v1/devices', '/api'])(
    'give no page for %s',
    (pathname) => expect(isPage(pathname)).toBe(false),
  );

  it.each([
    ['/devices?site=x#top', '/devices'],
    ['//', '//'],
    ['///x:99999?y', '///x:99999'],
    ['//[/x', '//[/x'],
  ])('are read of whatever is sent: %s', (target, pathname) => expect(pathOf(target)).toBe(pathname));
});
