import { join } from 'node:path';
import { asError, type Timer } from '@fieldline/platform';
import { readFile, writeFileAtomically } from './atomic-file.js';
import { decodeGroupFile, encodeGroupFile, type TopicOffsets } from './group-file.js';
import type { LogContext } from './log-context.js';

const EXTENSION = '.json';

interface GroupState {
  readonly offsets: TopicOffsets;
  /** As on disk: what a restart would begin from, so what retention has to keep. */
  stored: TopicOffsets;
  dirty: boolean;
}

/** Where each group goes on. Written at most every `commitIntervalMs` and at close; a crash takes it back at most that far. */
export class GroupOffsets {
  readonly #context: LogContext;
  readonly #folder: string;
  readonly #groups = new Map<string, GroupState>();
  #timer: Timer | undefined;
  #storing: Promise<void> = Promise.resolve();
  #problem: string | undefined;

  private constructor(context: LogContext, folder: string) {
    this.#context = context;
    this.#folder = folder;
  }

  static async open(context: LogContext, folder: string): Promise<GroupOffsets> {
    const groups = new GroupOffsets(context, folder);
    await context.disk.makeDirectory(folder);
    for (const { name, size } of await context.disk.list(folder)) {
      if (name.endsWith(EXTENSION)) await groups.#load(name, size);
    }
    return groups;
  }

  /** Why offsets could not be stored; undefined when they could. */
  get problem(): string | undefined {
    return this.#problem;
  }

  get names(): readonly string[] {
    return [...this.#groups.keys()];
  }

  /** Makes a group known for a topic, at `starts` where it was not; from then on retention waits for it. */
  async register(group: string, topic: string, starts: readonly number[]): Promise<void> {
    const state: GroupState = this.#groups.get(group) ?? { offsets: new Map(), stored: new Map(), dirty: false };
    this.#groups.set(group, state);
    const known = state.offsets.get(topic) ?? [];
    if (known.length >= starts.length) return;
    state.offsets.set(topic, [...known, ...starts.slice(known.length)]);
    state.dirty = true;
    await this.store();
  }

  /** The group's next offset; undefined where it does not know the topic. */
  committed(group: string, topic: string, partition: number): number | undefined {
    return this.#groups.get(group)?.offsets.get(topic)?.[partition];
  }

  commit(group: string, where: { readonly topic: string; readonly partition: number }, nextOffset: number): void {
    const state = this.#groups.get(group);
    const offsets = state?.offsets.get(where.topic);
    if (state === undefined || offsets === undefined || offsets[where.partition] === nextOffset) return;
    offsets[where.partition] = nextOffset;
    state.dirty = true;
    this.#schedule();
  }

  /** The least offset any group would go on from after a crash; undefined where no group knows the topic. */
  floor(topic: string, partition: number): number | undefined {
    let floor: number | undefined;
    for (const { offsets, stored } of this.#groups.values()) {
      const now = offsets.get(topic)?.[partition];
      if (now === undefined) continue;
      floor = Math.min(floor ?? now, now, stored.get(topic)?.[partition] ?? 0);
    }
    return floor;
  }

  /** Writes what has changed. Resolves also when that fails: then it is tried again later and {@link problem} says why. */
  store(): Promise<void> {
    this.#storing = this.#storing.then(() => this.#store());
    return this.#storing;
  }

  async close(): Promise<void> {
    this.#timer?.cancel();
    await this.store();
    this.#timer?.cancel();
  }

  #schedule(): void {
    if (this.#timer !== undefined) return;
    const { clock, limits } = this.#context;
    const run = (): void => {
      this.#timer = undefined;
      void this.store();
    };
    this.#timer = clock.setTimer(run, limits.commitIntervalMs, { unref: true });
  }

  async #store(): Promise<void> {
    const { disk, logger } = this.#context;
    for (const [group, state] of this.#groups) {
      if (!state.dirty) continue;
      state.dirty = false;
      const snapshot = new Map([...state.offsets].map(([topic, offsets]) => [topic, [...offsets]]));
      try {
        await writeFileAtomically(disk, join(this.#folder, group + EXTENSION), encodeGroupFile(group, snapshot));
        state.stored = snapshot;
        this.#problem = undefined;
      } catch (cause) {
        state.dirty = true;
        if (this.#problem === undefined) logger.warn({ err: cause, group }, 'committed offsets could not be stored');
        this.#problem = `committed offsets cannot be stored in ${this.#folder}: ${asError(cause).message}`;
        this.#schedule();
        return;
      }
    }
  }

  async #load(name: string, size: number): Promise<void> {
    const { disk, logger } = this.#context;
    const path = join(this.#folder, name);
    const content = decodeGroupFile(await readFile(disk, path, size));
    const group = name.slice(0, -EXTENSION.length);
    if (content === undefined || content.group !== group) {
      await disk.rename(path, `${path}.damaged`);
      logger.error(
        { group, keptIn: `${path}.damaged` },
        'the committed offsets of a group are damaged; it begins anew',
      );
      this.#groups.set(group, { offsets: new Map(), stored: new Map(), dirty: false });
      return;
    }
    const stored = new Map([...content.offsets].map(([topic, offsets]) => [topic, [...offsets]]));
    this.#groups.set(group, { offsets: content.offsets, stored, dirty: false });
  }
}
