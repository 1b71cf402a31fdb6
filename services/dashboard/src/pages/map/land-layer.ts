import L from 'leaflet';
import { FINE_FROM_ZOOM, loadWorld, type World } from './world-land.js';

interface Looks {
  readonly colour: (name: string) => string;
}

/** Draws each tile from the outlines of land and countries that came with the page: no server of maps is asked. */
export function landLayer({ colour }: Looks): L.GridLayer {
  const Layer = L.GridLayer.extend({
    createTile(this: L.GridLayer, coords: L.Coords, done: L.DoneCallback): HTMLElement {
      const tile = document.createElement('canvas');
      const size = this.getTileSize();
      const ratio = Math.min(2, window.devicePixelRatio);
      tile.width = size.x * ratio;
      tile.height = size.y * ratio;
      loadWorld(coords.z >= FINE_FROM_ZOOM ? 'fine' : 'coarse').then(
        (world) => {
          const context = tile.getContext('2d');
          if (context !== null) drawTile(context, world, { coords, size, ratio, colour });
          done(undefined, tile);
        },
        (error: unknown) => done(error as Error, tile),
      );
      return tile;
    },
  }) as new (options: L.GridLayerOptions) => L.GridLayer;
  return new Layer({ noWrap: true, attribution: 'Land and borders: Natural Earth (public domain)' });
}

interface TilePlace extends Looks {
  readonly coords: L.Coords;
  readonly size: L.Point;
  readonly ratio: number;
}

function drawTile(context: CanvasRenderingContext2D, world: World, { coords, size, ratio, colour }: TilePlace): void {
  const scale = L.CRS.EPSG3857.scale(coords.z);
  const [left, top] = [coords.x * size.x, coords.y * size.y];
  const trace = (line: World['land'][number]): void => {
    line.forEach(([longitude, latitude], index) => {
      const sine = Math.sin((Math.max(-85.06, Math.min(85.06, latitude)) * Math.PI) / 180);
      const x = (longitude / 360 + 0.5) * scale - left;
      const y = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * scale - top;
      if (index === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    });
  };
  context.scale(ratio, ratio);
  context.beginPath();
  world.land.forEach(trace);
  context.fillStyle = colour('map-land');
  context.fill('evenodd');
  context.strokeStyle = colour('map-coast');
  context.lineWidth = 0.8;
  context.stroke();
  context.beginPath();
  world.borders.forEach(trace);
  context.strokeStyle = colour('map-border');
  context.lineWidth = 0.6;
  context.stroke();
}
