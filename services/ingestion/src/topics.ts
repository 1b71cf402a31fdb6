import {
  credentialV1,
  deviceConnectionV1,
  deviceV1,
  profileV1,
  READING_TOPIC,
  refusedV1,
  siteV1,
} from '@fieldline/contracts';
import type { TopicDeclaration } from '@fieldline/messaging';

const GIB = 1024 ** 3;
const WEEK_MS = 7 * 86_400_000;

/** The registry's topics: the last record of each key is its state. */
export const REGISTRY_TOPICS: readonly TopicDeclaration[] = [siteV1, profileV1, deviceV1, credentialV1].map(
  ({ topic }) => ({ name: topic, partitions: 1, cleanup: 'compact' }),
);

/**
 * Every topic that ingestion writes. Readings and refusals are in the raw series and at the dead-letter desk once the
 * writer had them; the log keeps them on for consumers that lag or are new.
 */
export const INGESTION_TOPICS: readonly TopicDeclaration[] = [
  { name: READING_TOPIC, partitions: 4, cleanup: 'delete', retentionMs: WEEK_MS, retentionBytes: 8 * GIB },
  { name: refusedV1.topic, partitions: 2, cleanup: 'delete', retentionMs: WEEK_MS, retentionBytes: GIB },
  ...REGISTRY_TOPICS,
  { name: deviceConnectionV1.topic, partitions: 1, cleanup: 'compact' },
];
