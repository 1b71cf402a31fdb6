import L from 'leaflet';
import 'leaflet/dist/leaflet.css';
import { useEffect, useRef } from 'react';
import { colourReader, onThemeChange } from '../../parts/chart/chart-colours.js';
import { landLayer } from './land-layer.js';
import { cluster, lookWords, type Cluster, type Placed } from './map-places.js';

interface Props {
  readonly placed: readonly Placed[];
  /** A marker was chosen: the devices it stands for. */
  readonly onChoose: (devices: readonly string[]) => void;
}

const FARTHEST = 2;
const CLOSEST = 12;

/** Markers over land and borders, shaped and coloured by state; what covers one another is one with a number. */
export function WorldMap({ placed, onChoose }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const map = useRef<L.Map | null>(null);
  const marks = useRef<L.LayerGroup | null>(null);
  const latest = useRef({ placed, onChoose });
  const draw = useRef(() => {});
  useEffect(() => {
    latest.current = { placed, onChoose };
    draw.current();
  }, [placed, onChoose]);
  useEffect(() => {
    if (host.current === null) return;
    const made = L.map(host.current, {
      minZoom: FARTHEST,
      maxZoom: CLOSEST,
      maxBounds: [
        [-85, -220],
        [85, 220],
      ],
      keyboard: true,
      zoomControl: true,
    });
    made.attributionControl.setPrefix(false);
    const land = landLayer({ colour: colourReader(host.current) }).addTo(made);
    const layer = L.layerGroup().addTo(made);
    map.current = made;
    marks.current = layer;
    draw.current = () => {
      layer.clearLayers();
      const chosen = latest.current;
      for (const its of cluster(chosen.placed, made.getZoom())) {
        markerOf(its, made, (devices) => chosen.onChoose(devices)).addTo(layer);
      }
    };
    fit(made, latest.current.placed);
    draw.current();
    made.on('zoomend', () => draw.current());
    const stop = onThemeChange(() => land.redraw());
    return () => {
      stop();
      draw.current = () => {};
      made.remove();
    };
  }, []);
  return (
    <div
      ref={host}
      className="map-canvas"
      role="region"
      aria-label="Map of the devices; the list beside says the same"
    />
  );
}

function fit(map: L.Map, placed: readonly Placed[]): void {
  if (placed.length === 0) {
    map.setView([25, 10], FARTHEST);
    return;
  }
  const points = placed.map(({ latitudeDeg, longitudeDeg }): L.LatLngTuple => [latitudeDeg, longitudeDeg]);
  map.fitBounds(L.latLngBounds(points).pad(0.2), { maxZoom: 7 });
}

function markerOf(
  { members, latitudeDeg, longitudeDeg, look }: Cluster,
  map: L.Map,
  onChoose: Props['onChoose'],
): L.Marker {
  const count = members.length;
  const size = count === 1 ? 22 : Math.min(52, 30 + 4 * Math.log2(count));
  const name = count === 1 ? (members[0]?.device.name ?? '') : `${count} devices`;
  const words = count === 1 ? `${name}, ${look}` : `${name}: ${lookWords(members)}`;
  const icon = L.divIcon({
    className: `map-mark ${look}`,
    html: count === 1 ? '' : String(count),
    iconSize: [size, size],
  });
  const marker = L.marker([latitudeDeg, longitudeDeg], { icon, title: words, alt: words, keyboard: true });
  marker.on('click keypress', () => {
    onChoose(members.map(({ device }) => device.device));
    if (count > 1) map.setView([latitudeDeg, longitudeDeg], Math.min(CLOSEST, map.getZoom() + 2));
  });
  marker.on('add', () => marker.getElement()?.setAttribute('aria-label', words));
  return marker;
}
