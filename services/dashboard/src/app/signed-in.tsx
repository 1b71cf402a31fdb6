import { lazy, Suspense } from 'react';
import { useSession } from '../api/use-session.js';
import { Loaded } from '../parts/loaded.js';
import { Skeleton } from '../parts/skeleton.js';
import '../parts/parts.css';
import { Shell } from './shell.js';

const SignInPage = lazy(() => import('../pages/sign-in/sign-in.page.js'));

/** The pages for who is signed in, else the way in; the address stays, so that one goes on where one was. */
export function SignedIn() {
  const session = useSession();
  return (
    <Loaded query={session} what="the sign-in">
      {(caller) =>
        caller === null ? (
          <Suspense fallback={<Skeleton what="the sign-in" />}>
            <SignInPage />
          </Suspense>
        ) : (
          <Shell caller={caller} />
        )
      }
    </Loaded>
  );
}
