import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api/client.js';
import { allOf, useProfiles, useSites } from '../../api/use-registry.js';
import { Field } from '../../parts/field.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { useChangeDevice, type DeviceChange } from './use-change-device.js';
import type { TaggedDevice } from './use-device.js';

interface Props {
  readonly tagged: TaggedDevice;
  readonly mayWrite: boolean;
}

const NOWHERE = '';

/** Name, site, location and profile. */
export function ChangeDevice({ tagged, mayWrite }: Props) {
  const { device } = tagged;
  const change = useChangeDevice(tagged);
  const [name, setName] = useState(device.name);
  const [siteId, setSiteId] = useState(device.siteId);
  const [locationId, setLocationId] = useState(device.locationId ?? NOWHERE);
  const [profile, setProfile] = useState(device.profile.id);
  const profiles = useProfiles().data ?? [];
  const newest = profiles.find(({ id }) => id === profile)?.version;
  const outdated = profile === device.profile.id && newest !== undefined && newest > device.profile.version;
  const [upgrade, setUpgrade] = useState(false);
  const wanted: DeviceChange = {
    ...(name === device.name ? {} : { name }),
    ...(siteId === device.siteId ? {} : { site: siteId }),
    ...(locationId === (device.locationId ?? NOWHERE)
      ? {}
      : { locationId: locationId === NOWHERE ? null : locationId }),
    ...(profile !== device.profile.id || (outdated && upgrade) ? { profile } : {}),
  };
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(wanted);
      }}
    >
      <h2>Configuration</h2>
      <Field label="Name">
        {(ids) => (
          <input {...ids} value={name} maxLength={120} disabled={!mayWrite} onChange={(e) => setName(e.target.value)} />
        )}
      </Field>
      <PlaceFields
        {...{ siteId, locationId, mayWrite, setLocationId }}
        setSiteId={(id) => {
          setSiteId(id);
          setLocationId(id === device.siteId ? (device.locationId ?? NOWHERE) : NOWHERE);
        }}
      />
      <Field
        label="Profile"
        hint={
          profile === device.profile.id
            ? `It has version ${device.profile.version}.`
            : `It gets version ${newest ?? 1}; what it sends is checked against that from then on.`
        }
      >
        {(ids) => (
          <select {...ids} value={profile} disabled={!mayWrite} onChange={(e) => setProfile(e.target.value)}>
            {profiles.some(({ id }) => id === device.profile.id) || <option>{device.profile.id}</option>}
            {profiles.map(({ id, name: words }) => (
              <option key={id} value={id}>
                {words} ({id})
              </option>
            ))}
          </select>
        )}
      </Field>
      {outdated && (
        <label className="row">
          <input type="checkbox" checked={upgrade} onChange={(e) => setUpgrade(e.target.checked)} />
          Move it to version {newest} of this profile
        </label>
      )}
      {change.error && <ProblemNotice error={change.error} what="It was not changed." />}
      <div className="row">
        <button
          type="submit"
          className="button primary"
          disabled={!mayWrite || change.isPending || Object.keys(wanted).length === 0 || name.trim() === ''}
        >
          Save
        </button>
        <span role="status">{change.isSuccess ? 'Saved.' : ''}</span>
      </div>
    </form>
  );
}

interface PlaceProps {
  readonly siteId: string;
  readonly locationId: string;
  readonly mayWrite: boolean;
  readonly setSiteId: (id: string) => void;
  readonly setLocationId: (id: string) => void;
}

function PlaceFields({ siteId, locationId, mayWrite, setSiteId, setLocationId }: PlaceProps) {
  const sites = useSites().data ?? [];
  const locations = useQuery({
    queryKey: ['locations', siteId],
    queryFn: () => allOf((page) => answerOf(api.GET('/locations', { params: { query: { ...page, site: siteId } } }))),
  });
  return (
    <>
      <Field label="Site">
        {(ids) => (
          <select {...ids} value={siteId} disabled={!mayWrite} onChange={(e) => setSiteId(e.target.value)}>
            {sites.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        label="Location"
        hint={locations.data?.length === 0 ? 'The site has none yet: add one under Settings.' : ''}
      >
        {(ids) => (
          <select {...ids} value={locationId} disabled={!mayWrite} onChange={(e) => setLocationId(e.target.value)}>
            <option value={NOWHERE}>none</option>
            {locations.data?.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}
