/** How a topic is kept; declared in one place and made or checked by each adapter. */
export interface TopicDeclaration {
  readonly name: string;
  readonly partitions: number;
  /** `delete`: old segments go by age and size, never past the slowest group. `compact`: the last record of each key stays. */
  readonly cleanup: 'delete' | 'compact';
  readonly retentionMs?: number;
  readonly retentionBytes?: number;
}
