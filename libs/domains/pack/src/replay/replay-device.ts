import { RecordingError, type Field } from './recording-error.js';
import type { ReplayMapping } from './replay-mapping.js';

/** Makes the function that tells whose a row's readings are. */
export function deviceOf({ device, fileName }: ReplayMapping, name: string): (field: Field) => string {
  switch (device.kind) {
    case 'fixed':
      return () => device.externalId;
    case 'column':
      return (field) => device.prefix + field(device.column);
    case 'file-name': {
      const own = new RegExp(fileName ?? '').exec(name)?.[1];
      if (own === undefined)
        throw new RecordingError(`the name '${name}' does not tell the device, expected ${fileName}`);
      return () => device.prefix + own;
    }
    case 'bands': {
      const falling = [...device.bands].sort((a, b) => b.from - a.from);
      return (field) => {
        const text = field(device.column);
        const found = falling.find(({ from }) => text.trim() !== '' && Number(text) >= from);
        if (found !== undefined) return found.externalId;
        throw new RecordingError(`column '${device.column}' holds '${text}', which is no device's`, 'device');
      };
    }
  }
}
