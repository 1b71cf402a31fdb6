import { lazy, Suspense, type ComponentType } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { EmptyState } from '../parts/empty-state.js';
import { Page } from '../parts/page.js';
import { Skeleton } from '../parts/skeleton.js';
import { PageBoundary } from './page-boundary.js';

type PageModule = { readonly default: ComponentType };

/** Each page is a script of its own, fetched when it is first opened: `pages/<page>/<page>.page.tsx`. */
const files = import.meta.glob<PageModule>('../pages/*/*.page.tsx');

function page(name: string): ComponentType {
  const load = files[`../pages/${name}/${name}.page.tsx`];
  if (load === undefined) throw new Error(`there is no pages/${name}/${name}.page.tsx`);
  return lazy(load);
}

const ROUTES: readonly (readonly [path: string, page: ComponentType])[] = [
  ['/', page('overview')],
  ['/devices', page('devices')],
  ['/devices/:device', page('device')],
  ['/add-device', page('add-device')],
  ['/compare', page('compare')],
  ['/map', page('map')],
  ['/dead-letters', page('dead-letters')],
  ['/dead-letters/:letter', page('dead-letters')],
  ['/profiles', page('profiles')],
  ['/profiles/:profile', page('profiles')],
  ['/settings', page('settings')],
  ['/settings/:section', page('settings')],
];

export function Routes() {
  const [path] = useLocation();
  return (
    <PageBoundary key={path}>
      <Suspense fallback={<Skeleton what="the page" lines={8} />}>
        <Switch>
          {ROUTES.map(([pattern, component]) => (
            <Route key={pattern} path={pattern} component={component} />
          ))}
          <Route component={NotFound} />
        </Switch>
      </Suspense>
    </PageBoundary>
  );
}

function NotFound() {
  return (
    <Page title="No such page">
      <EmptyState title="There is no page at this address.">
        <Link href="/">To the overview</Link>
      </EmptyState>
    </Page>
  );
}
