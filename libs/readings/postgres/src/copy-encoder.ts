import { storableValues, type ReadingToStore } from '@fieldline/readings';
import { EARLIEST_MS, LATEST_MS, POSTGRES_EPOCH_MS } from './storable-time.js';
import { ulidBytes } from './ulid-bytes.js';

/** In the order that {@link CopyEncoder} writes them. */
export const COPY_COLUMNS =
  'device_id, measured_at, received_at, position, identity, lifetime, tenant_id, quality, "values"';

const COLUMN_COUNT = 9;
/** PGCOPY, its signature, no flags, no extension (PostgreSQL manual, COPY, binary format). */
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = -1;
/** More than the fixed fields and lengths of a row. */
const ROW_OVERHEAD = 160;
/** UTF-8 takes at most three bytes for a UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3;
const KNOWN_DEVICES_LIMIT = 100_000;

/** Writes readings as COPY BINARY into one buffer that is used again for every batch. */
export class CopyEncoder {
  #buffer = Buffer.allocUnsafe(1 << 20);
  #at = 0;
  readonly #deviceBytes = new Map<string, Buffer>();

  begin(): void {
    this.#at = HEADER.copy(this.#buffer);
  }

  /** Throws RangeError or SyntaxError for a reading that no row can hold; the buffer is then as before. */
  add(reading: ReadingToStore): void {
    const { tenantId, deviceId, lifetime, measuredAt, receivedAt, position, identity, quality } = reading;
    checkTime(measuredAt, 'measuredAt');
    checkTime(receivedAt, 'receivedAt');
    const device = this.#bytesOf(deviceId);
    const values = storableValues(reading.valuesJson);
    this.#reserve(ROW_OVERHEAD + (values.length + tenantId.length + quality.length) * MAX_BYTES_PER_UNIT);
    this.#at = this.#buffer.writeInt16BE(COLUMN_COUNT, this.#at);
    this.#at = this.#buffer.writeInt32BE(device.length, this.#at);
    this.#at += device.copy(this.#buffer, this.#at);
    this.#addLong((measuredAt - POSTGRES_EPOCH_MS) * 1000);
    this.#addLong((receivedAt - POSTGRES_EPOCH_MS) * 1000);
    this.#addLong(position);
    this.#at = this.#buffer.writeInt32BE(8, this.#at);
    this.#at = this.#buffer.writeBigInt64BE(BigInt.asIntN(64, identity), this.#at);
    this.#addText(lifetime);
    this.#addText(tenantId);
    this.#addText(quality);
    this.#addText(values);
  }

  /** Valid until the next {@link begin}. */
  end(): Buffer {
    this.#reserve(2);
    this.#at = this.#buffer.writeInt16BE(TRAILER, this.#at);
    return this.#buffer.subarray(0, this.#at);
  }

  #bytesOf(deviceId: string): Buffer {
    const known = this.#deviceBytes.get(deviceId);
    if (known) return known;
    const bytes = ulidBytes(deviceId);
    if (this.#deviceBytes.size >= KNOWN_DEVICES_LIMIT) this.#deviceBytes.clear();
    this.#deviceBytes.set(deviceId, bytes);
    return bytes;
  }

  /** A whole number as int8, in two halves since BigInt costs more. */
  #addLong(value: number): void {
    this.#at = this.#buffer.writeInt32BE(8, this.#at);
    this.#at = this.#buffer.writeInt32BE(Math.floor(value / 2 ** 32), this.#at);
    this.#at = this.#buffer.writeUInt32BE(value >>> 0, this.#at);
  }

  #addText(text: string): void {
    const length = this.#buffer.write(text, this.#at + 4, 'utf8');
    this.#buffer.writeInt32BE(length, this.#at);
    this.#at += 4 + length;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#at + bytes));
    this.#buffer.copy(larger, 0, 0, this.#at);
    this.#buffer = larger;
  }
}

function checkTime(time: number, name: string): void {
  if (!Number.isInteger(time) || time < EARLIEST_MS || time >= LATEST_MS) {
    throw new RangeError(`${name} ${time} is not a time in ms between 1970 and 9999`);
  }
}
