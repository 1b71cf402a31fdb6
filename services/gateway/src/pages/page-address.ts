import path from 'node:path';

/** Files stand at the root, where they have an extension, or in `assets`; below that a dot is part of a device's name. */
export function isPage(pathname: string): boolean {
  if (/^\/(api|assets)(\/|$)/.test(pathname)) return false;
  return pathname.lastIndexOf('/') > 0 || path.extname(pathname) === '';
}

/** Of what a request asks for, as it was sent: not everything that is, such as `//`, can be read as a URL. */
export function pathOf(target: string): string {
  const [pathname = target] = target.split(/[?#]/, 1);
  return pathname;
}
