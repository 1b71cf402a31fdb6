import { isInstalled, install } from './install.mjs';
import { build, isBuilt } from './build.mjs';
import { withLock } from './lock.mjs';

/** Installs and builds what is missing; a fraction of a second when nothing is. */
export async function ensureReady() {
  if (isInstalled() && isBuilt()) return;
  await withLock(() => {
    // Another process may have done it while this one waited.
    if (!isInstalled()) timed('installing packages', install);
    if (!isBuilt()) timed('building', build);
  });
}

function timed(what, action) {
  process.stderr.write(`fieldline: ${what} …\n`);
  const started = performance.now();
  action();
  process.stderr.write(`fieldline: ${what} took ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}
