const MIB = 1024 * 1024;

/** Sizes in bytes, times in ms. */
export interface LogLimits {
  /** A segment is closed before it would grow beyond this. */
  readonly segmentBytes: number;
  /** The same for compacted topics. */
  readonly compactSegmentBytes: number;
  /** Key and value of one record together. */
  readonly maxRecordBytes: number;
  /** One batch of a consumer. */
  readonly maxBatchBytes: number;
  /** Recent records of all partitions kept in memory. */
  readonly tailCacheBytes: number;
  /** Records of one partition that wait to be written; beyond it publishing is refused until the disk comes after. */
  readonly maxPendingBytes: number;
  /** With less free space than this nothing is taken. */
  readonly diskLowWaterBytes: number;
  /** Topics that are refused already at twice the low-water mark. */
  readonly shedFirst: readonly string[];
  readonly diskPollMs: number;
  /** Committed offsets are written at most this often. */
  readonly commitIntervalMs: number;
  readonly retentionIntervalMs: number;
}

export const DEFAULT_LOG_LIMITS: LogLimits = {
  segmentBytes: 64 * MIB,
  compactSegmentBytes: 4 * MIB,
  maxRecordBytes: MIB,
  maxBatchBytes: 4 * MIB,
  tailCacheBytes: 32 * MIB,
  maxPendingBytes: 64 * MIB,
  diskLowWaterBytes: 256 * MIB,
  shedFirst: [],
  diskPollMs: 1_000,
  commitIntervalMs: 200,
  retentionIntervalMs: 60_000,
};
