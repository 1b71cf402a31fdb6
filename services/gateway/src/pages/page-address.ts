import path from 'node:path';

/** Files stand at the root, where they have an extension, or in `assets`; below that a dot is part of a device's name. */
export function isPage(pathname: string): boolean {
  if (/^\/(api|assets)(\/|$)/.test(pathname)) return false;
  return pathname.lastIndexOf('/') > 0 || path.extname(pathname) === '';
}
