import { QueryClientProvider } from '@tanstack/react-query';
import { queryClient } from './query-client.js';
import './recovery.js';
import { SignedIn } from './signed-in.js';

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <SignedIn />
    </QueryClientProvider>
  );
}
