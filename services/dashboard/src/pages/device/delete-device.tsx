import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answerOf, api } from '../../api/client.js';
import { queryClient } from '../../app/query-client.js';
import { Field } from '../../parts/field.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { deviceKey, type TaggedDevice } from './use-device.js';

/** Takes a device away with all it sent, once its name was typed. */
export function DeleteDevice({ tagged: { device, etag } }: { readonly tagged: TaggedDevice }) {
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const path = { device: device.device };
  const remove = useMutation({
    mutationFn: () =>
      answerOf(
        api.DELETE('/devices/{device}', {
          params: { path, ...(etag === undefined ? {} : { header: { 'If-Match': etag } }) },
        }),
      ),
    onSuccess: () => {
      navigate('/devices');
      queryClient.removeQueries({ queryKey: deviceKey(device.device) });
      void queryClient.invalidateQueries({ queryKey: ['devices'] });
    },
    onError: () => void queryClient.invalidateQueries({ queryKey: deviceKey(device.device) }),
  });
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        remove.mutate();
      }}
    >
      <h2>Delete</h2>
      <p>Takes the device away with its secrets, its readings and its dead letters. There is no way back.</p>
      <Field label={`Type ${device.device} to confirm`}>
        {(ids) => (
          <input
            {...ids}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      {remove.error && <ProblemNotice error={remove.error} what="It was not deleted." />}
      <div className="row">
        <button type="submit" className="button danger" disabled={typed !== device.device || remove.isPending}>
          Delete the device and its data
        </button>
      </div>
    </form>
  );
}
