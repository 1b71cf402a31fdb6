import { useCallback, useState } from 'react';
import { Link } from 'wouter';
import { useSites } from '../../api/use-registry.js';
import { countText } from '../../app/format.js';
import { Ago } from '../../parts/ago.js';
import { EmptyState } from '../../parts/empty-state.js';
import { Loaded } from '../../parts/loaded.js';
import { StateBadge } from '../../parts/state-badge.js';
import { lookWords, type Placed } from './map-places.js';
import './map.css';
import { usePlaced, type Places } from './use-placed.js';
import { WorldMap } from './world-map.js';
import { usePageTitle } from '../../parts/page.js';

/** Where the devices are. */
export default function MapPage() {
  usePageTitle('Map');
  const places = usePlaced();
  return (
    <div className="stack">
      <h1>Map</h1>
      <Loaded query={places} what="the map" lines={10}>
        {(its) => <MapView places={its} />}
      </Loaded>
    </div>
  );
}

const LISTED = 200;

function MapView({ places: { placed, without } }: { readonly places: Places }) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const choose = useCallback((devices: readonly string[]) => setChosen(devices), []);
  if (placed.length === 0) {
    return (
      <EmptyState title="No device has a position yet">
        <p>
          A device stands here once it sends <code>latitude</code> and <code>longitude</code>, or once it is at a
          location that has a position: locations are made under Settings, and chosen on the device’s page.
        </p>
        <Link className="button" href="/settings">
          To the settings
        </Link>
      </EmptyState>
    );
  }
  return (
    <>
      <p className="muted">
        {countText(placed.length, 'device')} with a position: {lookWords(placed)}.{' '}
        {without > 0 && `${without} without one.`}
      </p>
      <div className="map-beside">
        <WorldMap placed={placed} onChoose={choose} />
        <PlaceList placed={placed} chosen={chosen} />
      </div>
    </>
  );
}

/** What the map shows, as a list: those that were chosen on it first. */
function PlaceList({ placed, chosen }: { readonly placed: readonly Placed[]; readonly chosen: readonly string[] }) {
  const sites = useSites().data;
  const isChosen = ({ device }: Placed): boolean => chosen.includes(device.device);
  const ordered = [...placed.filter(isChosen), ...placed.filter((its) => !isChosen(its))];
  return (
    <section className="card" aria-label="Devices on the map">
      <ul className="map-list">
        {ordered.slice(0, LISTED).map((its) => {
          const { device, latitudeDeg, longitudeDeg, by } = its;
          const zone = sites?.find(({ id }) => id === device.siteId)?.timeZone ?? 'UTC';
          return (
            <li key={device.device} className={isChosen(its) ? 'chosen' : ''}>
              <div className="row">
                <Link className="grow" href={`/devices/${encodeURIComponent(device.device)}`}>
                  {device.name}
                </Link>
                <StateBadge state={device.state} disabled={device.disabled} />
              </div>
              <small className="muted">
                {latitudeDeg.toFixed(4)}°, {longitudeDeg.toFixed(4)}°,{' '}
                {by === 'reading' ? 'by itself' : 'by its location'}; heard{' '}
                <Ago at={device.lastReadingAt} zone={zone} />
              </small>
            </li>
          );
        })}
      </ul>
      {ordered.length > LISTED && (
        <p className="muted">
          The first {LISTED}. All of them: <Link href="/devices">Devices</Link>.
        </p>
      )}
    </section>
  );
}
