import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useSignOut, type Caller } from '../api/use-session.js';
import { ConnectionBanner } from './connection-banner.js';
import { Navigation } from './navigation.js';
import { Routes } from './routes.js';
import { scrollToPlace } from './scroll-memory.js';
import { ThemeSwitch } from './theme-switch.js';
import './shell.css';

/** Navigation, what is wrong with the connection, and the page. */
export function Shell({ caller }: { readonly caller: Caller }) {
  const [path] = useLocation();
  const [open, setOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const signOut = useSignOut();
  useEffect(() => {
    setOpen(false);
    // The first page leaves the focus where the browser has it; then each new page is read from its beginning.
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
    scrollToPlace();
  }, [path]);
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <header className={open ? 'side open' : 'side'}>
        <div className="side-head">
          <span className="brand">
            <img src="/favicon.svg" alt="" width="26" height="26" />
            Fieldline
          </span>
          <button
            type="button"
            className="button menu"
            aria-expanded={open}
            aria-controls="menu"
            onClick={() => setOpen(!open)}
          >
            {open ? 'Close' : 'Menu'}
          </button>
        </div>
        <div id="menu" className="side-body">
          <Navigation path={path} />
          <div className="side-foot">
            <ThemeSwitch />
            <span className="muted">
              Signed in as <strong>{caller.name}</strong>
            </span>
            <button type="button" className="button" onClick={() => signOut.mutate()} disabled={signOut.isPending}>
              Sign out
            </button>
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} className="stack">
        <ConnectionBanner />
        <Routes />
      </main>
    </div>
  );
}
