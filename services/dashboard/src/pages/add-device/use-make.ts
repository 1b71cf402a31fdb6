import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { answerOf, api, orGone } from '../../api/client.js';
import { now } from '../../app/browser-clock.js';
import type { Draft } from './draft.js';

/** A device that can connect now. The key or secret is known here alone, until the page is left. */
export interface Made {
  readonly draft: Draft;
  readonly secret: string;
  /** ms since 1970: what was refused later is from it. */
  readonly at: number;
  /** When the newest reading was measured that was there before; null: none. */
  readonly before: number | null;
}

/** A device of this name may exist, and come back with the new key. */
async function newestOf(device: string): Promise<number | null> {
  return (await orGone(answerOf(api.GET('/devices/{device}/latest', { params: { path: { device } } }))))?.at ?? null;
}

/** Makes an enrolment key, or the device and a secret of its own. */
export function useMake(onMade: (made: Made) => void) {
  const queries = useQueryClient();
  /** Registered, and its secret failed: on the next try only that is made. */
  const registered = useRef<string>(undefined);
  return useMutation({
    mutationFn: async (draft: Draft): Promise<Made> => {
      const at = now();
      const before = await newestOf(draft.device);
      if (draft.credential === 'key') {
        const { key } = await answerOf(
          api.POST('/enrolment-keys', { body: { siteId: draft.site, profile: draft.profile } }),
        );
        return { draft, secret: key, at, before };
      }
      const { device, site, profile } = draft;
      if (registered.current !== device) {
        await answerOf(api.POST('/devices', { body: { device, site, profile } }));
        registered.current = device;
      }
      const { secret } = await answerOf(api.POST('/devices/{device}/secrets', { params: { path: { device } } }));
      return { draft, secret, at, before };
    },
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: ['devices'] });
      void queries.invalidateQueries({ queryKey: ['enrolment-keys'] });
      onMade(made);
    },
  });
}
