import type { SNIPPET_LANGUAGES } from '@fieldline/contracts';

export type SnippetLanguage = (typeof SNIPPET_LANGUAGES)[number];

/** What a program needs to connect a device. */
export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Client id and name in the topic. */
  readonly device: string;
  readonly username: string;
  /** An enrolment key or a device's own secret; or what stands in its place until there is one. */
  readonly password: string;
  readonly topic: string;
  /** Metric and a plausible value, as the profile's unit has it. */
  readonly sample: readonly SampleValue[];
  /** Seconds between two readings. */
  readonly everySeconds: number;
}

export interface SampleValue {
  readonly metric: string;
  readonly value: number;
  /** UCUM. */
  readonly unit: string;
}

export interface Snippet {
  readonly language: SnippetLanguage;
  readonly title: string;
  readonly file: string;
  /** What has to be installed first. */
  readonly needs: string;
  readonly code: string;
}

/** A text as a literal of C, Python and JavaScript alike: names and keys have neither quotes nor control characters. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** `48.2 V, -3.1 A`: for a comment beside the values. */
export function units(sample: readonly SampleValue[]): string {
  return sample.map(({ metric, unit }) => `${metric} in ${unit}`).join(', ');
}
