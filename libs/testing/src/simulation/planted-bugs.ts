/** One change to the shipped code that breaks a promise; `file` is the end of the built module's path. */
export interface PlantedBug {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** Faults that people really make, each planted alone; the simulation must find every one. */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'acknowledges before the sync',
    file: 'messaging/embedded/dist/segment-writer.js',
    find: '        try {\n            await file.datasync();\n        }\n        catch (cause) {\n            // The kernel',
    replace:
      '        try {\n            void file.datasync().catch(() => {});\n        }\n        catch (cause) {\n            // The kernel',
  },
  {
    name: 'shows records to consumers before they are durable',
    file: 'messaging/embedded/dist/partition-writer.js',
    find: '            await this.#options.segmentWriter.write(group);',
    replace: '            this.#options.durable(group);\n            await this.#options.segmentWriter.write(group);',
  },
  {
    name: 'goes on writing behind a failed sync',
    file: 'messaging/embedded/dist/segment-writer.js',
    find: '            await this.#abandon(file, segment);\n            throw cause;',
    replace: '            segment.length += bytes.length;\n            return;',
  },
  {
    name: 'forgets to sync the folder of a new segment',
    file: 'messaging/embedded/dist/segment-writer.js',
    find: 'await disk.syncDirectory(folder);',
    replace: '',
  },
  {
    name: 'uses offsets again after a torn end',
    file: 'messaging/embedded/dist/partition-log.js',
    find: 'nextOffset: burntOffset ?? nextOffset,',
    replace: 'nextOffset,',
  },
  {
    name: 'takes a frame without looking at its checksum',
    file: 'messaging/embedded/dist/frame.js',
    find: 'crc32c(bytes.subarray(at + CHECKED_FROM, at + size)) === bytes.readUInt32LE(at + 4)',
    replace: 'true',
  },
  {
    name: 'acknowledges without waiting for the handler',
    file: 'device-link/frames/dist/intake.js',
    find: 'return this.options.handler(messages);',
    replace: 'void this.options.handler(messages);\n            return Promise.resolve();',
  },
  {
    name: 'acknowledges what the broker agreed to, released or not',
    file: 'device-link/frames/dist/ack-window.js',
    find: 'const READY = AGREED | RELEASED;',
    replace: 'const READY = AGREED;',
  },
  {
    name: 'releases acknowledgements out of order',
    file: 'device-link/frames/dist/ack-window.js',
    find: '            const slot = ticket & mask;\n            const id = this.#ids[slot];\n            frames[at]',
    replace:
      '            const slot = (end - 1 - (ticket - first)) & mask;\n            const id = this.#ids[slot];\n            frames[at]',
  },
  {
    name: 'does not recognise a message sent again',
    file: 'device-link/frames/dist/session-memory.js',
    find: 'if (dup && known)',
    replace: 'if (false)',
  },
  {
    name: 'gives a receipt twice',
    file: 'ingestion/dist/app/ingest-readings.js',
    find: 'const n = context.counters.readings + 1;',
    replace: 'const n = context.counters.readings + (context.counters.readings % 7 === 6 ? 0 : 1);',
  },
  {
    name: 'skips a receipt',
    file: 'ingestion/dist/app/ingest-readings.js',
    find: 'const n = context.counters.readings + 1;',
    replace: 'const n = context.counters.readings + (context.counters.readings % 7 === 6 ? 2 : 1);',
  },
  {
    name: 'drops a batch that the log refused',
    file: 'ingestion/dist/app/ordered-publisher.js',
    find: "            batch.state = 'failed';",
    replace: "            batch.state = 'done';\n            batch.resolve();",
  },
  {
    name: 'lets new batches overtake those that wait',
    file: 'ingestion/dist/app/ordered-publisher.js',
    find: '            if (!this.#recovering)\n                this.#send(waiting);',
    replace: '            this.#send(waiting);',
  },
  {
    name: 'commits the offset before the effect',
    file: 'ingestion/dist/app/write-readings.js',
    find: '        const store = () => this.#store(fresh, draft);',
    replace:
      '        await this.#session.commit(batch, readings[readings.length - 1].offset + 1, await this.#session.draft(batch, []));\n        const store = () => this.#store(fresh, draft);',
  },
  {
    name: 'commits one offset too many',
    file: 'ingestion/dist/app/write-readings.js',
    find: 'readings[readings.length - 1].offset + 1',
    replace: 'readings[readings.length - 1].offset + 2',
  },
  {
    name: 'counts a batch again when the answer to its commit was lost',
    file: 'ingestion/dist/app/ledger-session.js',
    find: 'held.unsure = true;',
    replace: '',
  },
  {
    name: 'forgets the course of a device',
    file: 'ingestion/dist/app/ledger-session.js',
    find: 'course === undefined ? new DeviceCourse()',
    replace: 'true ? new DeviceCourse()',
  },
  {
    name: 'skips the fence',
    file: 'testing/dist/simulation/memory-ledger-store.js',
    find: 'const isHeld = claim?.epoch === change.epoch;',
    replace:
      'const isHeld = true; change = { ...change, nextOffset: Math.max(change.nextOffset, claim.nextOffset + 1) };',
  },
  {
    name: 'does not recognise readings by their count',
    file: 'ingestion/dist/app/write-readings.js',
    find: "if (head.quality === 'good' || !draft.recent(head).repeats(head))",
    replace: 'if (true)',
  },
  {
    name: 'gives another outcome when a batch is written again',
    file: 'readings/port/dist/resolve-collision.js',
    find: 'if (samePosition)',
    replace: 'if (false)',
  },
];
