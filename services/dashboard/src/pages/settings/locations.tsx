import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api, type Schema } from '../../api/client.js';
import { allOf, type Site } from '../../api/use-registry.js';
import { useMay } from '../../api/use-session.js';
import { ConfirmButton } from '../../parts/confirm-button.js';
import { Loaded } from '../../parts/loaded.js';
import { ProblemNotice } from '../../parts/problem-notice.js';
import { LocationForm } from './location-form.js';

type Location = Schema<'Location'>;

const keyOf = (site: Site) => ['locations', site.id];

/** Rooms, rack positions, street corners of a site; those with coordinates are on the map. */
export function Locations({ site }: { readonly site: Site }) {
  const queries = useQueryClient();
  const mayWrite = useMay('write');
  const [adding, setAdding] = useState(false);
  const locations = useQuery({
    queryKey: keyOf(site),
    queryFn: () => allOf((page) => answerOf(api.GET('/locations', { params: { query: { ...page, site: site.id } } }))),
  });
  const refresh = () => queries.invalidateQueries({ queryKey: ['locations'] });
  const remove = useMutation({
    mutationFn: ({ id }: Location) =>
      answerOf(api.DELETE('/locations/{location}', { params: { path: { location: id } } })),
    onSettled: refresh,
  });
  return (
    <div className="stack">
      <h3>Locations</h3>
      {remove.error && <ProblemNotice error={remove.error} what="The location was not deleted." />}
      <Loaded query={locations} what="the locations" lines={2}>
        {(items) =>
          items.length === 0 ? (
            <p className="muted">None yet. One with coordinates puts its devices on the map.</p>
          ) : (
            <ul className="locations">
              {items.map((location) => (
                <li key={location.id} className="row">
                  <span className="grow">
                    <strong>{location.name}</strong> <span className="muted">{placeText(location)}</span>
                  </span>
                  {mayWrite && (
                    <ConfirmButton
                      label="Delete"
                      says={`The location '${location.name}' goes; devices there stay, without a location.`}
                      confirm="Delete the location"
                      onConfirm={() => remove.mutate(location)}
                    />
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {mayWrite && !adding && (
        <div>
          <button type="button" className="button" onClick={() => setAdding(true)}>
            New location<span className="hidden-words"> at {site.name}</span>
          </button>
        </div>
      )}
      {adding && (
        <LocationForm
          siteId={site.id}
          onDone={() => {
            setAdding(false);
            void refresh();
          }}
        />
      )}
    </div>
  );
}

function placeText({ latitudeDeg, longitudeDeg, altitudeM }: Location): string {
  if (latitudeDeg === null || longitudeDeg === null) return 'without coordinates';
  const height = altitudeM === null ? '' : `, ${altitudeM} m`;
  return `${latitudeDeg.toFixed(5)}°, ${longitudeDeg.toFixed(5)}°${height}`;
}
