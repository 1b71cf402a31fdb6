import { useMutation } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.js';
import { queryClient } from '../../app/query-client.js';
import { deviceKey, type TaggedDevice } from './use-device.js';

export interface DeviceChange {
  readonly name?: string;
  readonly site?: string;
  readonly profile?: string;
  readonly locationId?: string | null;
  readonly disabled?: boolean;
}

/** Changes what is named, unless somebody else changed the device since it was shown. */
export function useChangeDevice({ device: { device }, etag }: TaggedDevice) {
  return useMutation({
    mutationFn: (body: DeviceChange) =>
      answerOf(
        api.PATCH('/devices/{device}', {
          params: { path: { device }, ...(etag === undefined ? {} : { header: { 'If-Match': etag } }) },
          body,
        }),
      ),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: deviceKey(device) });
      void queryClient.invalidateQueries({ queryKey: ['device-state', device] });
      void queryClient.invalidateQueries({ queryKey: ['devices'] });
    },
  });
}
