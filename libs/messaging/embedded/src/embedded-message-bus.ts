import {
  DEAD_LETTER_TOPIC,
  encodeDeadLetter,
  LogUnavailableError,
  RecordTooLargeError,
  type DeadLetter,
  type Follower,
  type GroupPosition,
  type LogRecord,
  type MessageBus,
  type OutgoingRecord,
  type Subscription,
  type SubscriptionHandle,
} from '@fieldline/messaging';
import type { DamagedRange } from './damage.js';
import { EmbeddedPartitionSource } from './embedded-partition-source.js';
import { EmbeddedSubscription } from './embedded-subscription.js';
import { FRAME_HEADER_BYTES, MAX_FRAME_BYTES, MAX_KEY_BYTES } from './frame.js';
import { GroupMembers } from './group-members.js';
import { openLog, type EmbeddedMessageBusOptions, type OpenLog } from './open-log.js';
import { PublishTicket } from './publish-order.js';
import { TopicFollower } from './topic-follower.js';
import type { TopicLog } from './topic-log.js';

const GROUP_NAME = /^[a-z0-9][a-z0-9._-]{0,200}$/;

/** The log of the embedded edition: append-only segment files in one folder, for one process. */
export class EmbeddedMessageBus implements MessageBus {
  readonly #log: OpenLog;
  readonly #options: EmbeddedMessageBusOptions;
  readonly #groups = new Map<string, GroupMembers>();
  readonly #followers = new Set<TopicFollower>();
  #tickets = 0;
  #closing: Promise<void> | undefined;
  /** Why calls made later in this turn are refused too: an earlier one was, and they must not overtake it. */
  #turnRefusal: string | undefined;

  private constructor(options: EmbeddedMessageBusOptions, log: OpenLog) {
    this.#options = options;
    this.#log = log;
  }

  /** Recovers the folder after a crash, whatever it holds. Rejects with an OperatorError when it is in use, not writable, or was made otherwise. */
  static async open(options: EmbeddedMessageBusOptions): Promise<EmbeddedMessageBus> {
    return new EmbeddedMessageBus(options, await openLog(options));
  }

  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    if (records.length === 0) return;
    const keyBytes = records.map((record) => this.#measure(record, this.#log.limits.maxRecordBytes));
    const refusal = this.#refusal(records);
    if (refusal !== undefined) throw this.#refused(refusal);
    await this.#append(records, keyBytes);
  }

  async subscribe(subscription: Subscription): Promise<SubscriptionHandle> {
    const { topic: name, group } = subscription;
    const topic = this.#topic(name);
    if (!GROUP_NAME.test(group)) throw new Error(`${group} cannot be the name of a group: use a-z, 0-9, dot, dash`);
    if (this.#closing !== undefined) throw new LogUnavailableError('the log is closed');
    const starts = topic.partitions.map((log) => log.startOffset);
    await this.#log.groups.register(group, name, starts);
    const members = this.#membersOf(group, topic);
    const { clock, random } = this.#options;
    const member = new EmbeddedSubscription({
      subscription,
      clock,
      random,
      logger: this.#options.logger,
      sourceOf: (partition) => this.#sourceOf(topic, partition, group),
      leave: (leaving) => members.leave(leaving),
    });
    await members.join(member);
    return member;
  }

  follow(topic: string, handleRecords: (records: readonly LogRecord[]) => void): Promise<Follower> {
    const { clock, random, logger } = this.#options;
    const { partitions } = this.#topic(topic);
    const closed = (follower: TopicFollower): void => void this.#followers.delete(follower);
    const follower = new TopicFollower({ partitions, clock, random, logger, closed, handleRecords });
    this.#followers.add(follower);
    return Promise.resolve(follower);
  }

  positions(topic: string, group: string): Promise<readonly GroupPosition[]> {
    const { groups } = this.#log;
    return Promise.resolve(
      this.#topic(topic).partitions.map((log, partition) => ({
        partition,
        committedOffset: groups.committed(group, topic, partition) ?? log.startOffset,
        endOffset: log.nextOffset,
      })),
    );
  }

  /** What keeps the log from taking records or a follower from following, in one line; undefined when all is well. */
  health(): string | undefined {
    const { disk, groups, topics } = this.#log;
    for (const { partitions } of topics.values()) {
      const problem = partitions.find((log) => log.problem !== undefined)?.problem;
      if (problem !== undefined) return problem;
    }
    const stopped = [...this.#followers].find((follower) => follower.problem !== undefined);
    return disk.problem ?? groups.problem ?? stopped?.problem;
  }

  /** Less than twice the low-water mark is free on the disk: what can be left out of records should be. */
  isSpaceScarce(): boolean {
    return this.#log.disk.scarce;
  }

  /** Records found damaged since the log was opened: those of the newest segments at once, others when they are read. */
  damaged(): readonly DamagedRange[] {
    return this.#log.damage.ranges;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const members = [...this.#groups.values()].flatMap((group) => group.members);
    await Promise.all(members.map((member) => member.close()));
    await Promise.all([...this.#followers].map((follower) => follower.close()));
    await this.#log.close();
  }

  #append(records: readonly OutgoingRecord[], keyBytes: readonly number[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const ticket = new PublishTicket(this.#tickets, resolve, reject);
      this.#tickets += 1;
      records.forEach((record, at) => {
        this.#topic(record.topic)
          .partitionOf(record.key)
          .append(record, keyBytes[at] ?? 0, ticket);
      });
    });
  }

  /** Bytes of the key; throws what the caller has to mend. */
  #measure(record: OutgoingRecord, maxBytes: number): number {
    this.#topic(record.topic);
    const keyBytes = Buffer.byteLength(record.key);
    const bytes = keyBytes + record.value.length;
    if (keyBytes > MAX_KEY_BYTES || bytes > maxBytes) {
      throw new RecordTooLargeError(
        `a record for ${record.topic} has ${bytes} bytes, ${keyBytes} of them key; at most ${maxBytes}, key ${MAX_KEY_BYTES}`,
      );
    }
    return keyBytes;
  }

  #refusal(records: readonly OutgoingRecord[]): string | undefined {
    if (this.#closing !== undefined) return 'the log is closed';
    if (this.#turnRefusal !== undefined) return this.#turnRefusal;
    const { disk, limits } = this.#log;
    let checked: string | undefined;
    for (const { topic } of records) {
      if (topic === checked) continue;
      checked = topic;
      const refusal = disk.refusal(topic);
      if (refusal !== undefined) return refusal;
      const { pendingBytes } = this.#topic(topic);
      if (pendingBytes > limits.maxPendingBytes) return `${topic} is written too slowly: ${pendingBytes} bytes wait`;
    }
    return undefined;
  }

  #refused(refusal: string): LogUnavailableError {
    if (this.#turnRefusal === undefined && this.#closing === undefined) {
      this.#turnRefusal = refusal;
      this.#options.clock.defer(() => (this.#turnRefusal = undefined));
    }
    return new LogUnavailableError(refusal);
  }

  async #putAside(letter: DeadLetter): Promise<void> {
    const record = encodeDeadLetter(letter, this.#options.clock.now());
    const refusal = this.#log.disk.refusal(DEAD_LETTER_TOPIC);
    if (refusal !== undefined) throw new LogUnavailableError(refusal);
    await this.#append([record], [this.#measure(record, MAX_FRAME_BYTES - FRAME_HEADER_BYTES)]);
    this.#log.metrics.deadLetter(letter.group, letter.topic);
  }

  #sourceOf(topic: TopicLog, partition: number, group: string): EmbeddedPartitionSource {
    const log = topic.partitions[partition];
    if (log === undefined) throw new RangeError(`${topic.declaration.name} has no partition ${partition}`);
    const { groups } = this.#log;
    return new EmbeddedPartitionSource({ group, log, groups, putAside: (letter) => this.#putAside(letter) });
  }

  #membersOf(group: string, topic: TopicLog): GroupMembers {
    const id = `${group} ${topic.declaration.name}`;
    const members = this.#groups.get(id) ?? new GroupMembers(topic.partitions.length);
    this.#groups.set(id, members);
    return members;
  }

  #topic(name: string): TopicLog {
    const topic = this.#log.topics.get(name);
    if (topic === undefined) throw new Error(`${name} is not a declared topic`);
    return topic;
  }
}
