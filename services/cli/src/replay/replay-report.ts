import path from 'node:path';
import { formatNumber } from '../shell/column-printer.js';
import type { SkippedFile } from './find-recordings.js';
import type { Recording } from './recording-file.js';
import { replayTable, type ReplayRow } from './replay-table.js';
import { sumTotals, type ReplayResult, type ReplaySoFar } from './replay-result.js';

/** What became of one recording. */
export type RecordingOutcome =
  | {
      readonly state: 'finished';
      readonly recording: Recording;
      readonly result: ReplayResult;
      /** By an earlier start of the same command; this one sent nothing of it. */
      readonly earlier: boolean;
      /** Other recordings that its device holds. */
      readonly others: readonly string[];
    }
  | {
      readonly state: 'failed';
      readonly recording: Recording;
      readonly error: Error;
      /** Absent where it failed before its first row. */
      readonly soFar: ReplaySoFar | undefined;
    }
  | { readonly state: 'not begun'; readonly recording: Recording; readonly reason: string };

export interface ReplayReport {
  /** Each recording, in the order in which they were named. */
  readonly outcomes: readonly RecordingOutcome[];
  readonly skipped: readonly SkippedFile[];
  /** Readings that this start sent. */
  readonly sentNow: number;
  /** Of this start. */
  readonly seconds: number;
}

/** The table at the end, and beneath it what a number alone does not say. Paths are shown as seen from `folder`. */
export function describeReplay({ outcomes, skipped, sentNow, seconds }: ReplayReport, folder: string): string {
  return [
    replayTable(outcomes.map(rowOf)),
    '',
    summary(outcomes, sentNow, seconds),
    ...outcomes.flatMap(notes),
    ...describeSkipped(skipped, folder),
  ].join('\n');
}

export function replayJson({ outcomes, skipped, sentNow, seconds }: ReplayReport): unknown {
  const failed = outcomes.filter((outcome) => outcome.state === 'failed');
  return {
    recordings: outcomes.map(outcomeJson),
    failed: failed.map(({ recording, error }) => ({ file: recording.file, error: error.message })),
    skipped,
    sentNow,
    seconds,
  };
}

function outcomeJson(outcome: RecordingOutcome): unknown {
  const { state, recording } = outcome;
  const which = { file: recording.file, mapping: recording.mapping.id, state };
  switch (outcome.state) {
    case 'finished': {
      const { devices, ...result } = outcome.result;
      const remarks = { finishedEarlier: outcome.earlier, otherRecordings: outcome.others };
      return { ...result, ...which, ...remarks, ...sumTotals(devices), devices };
    }
    case 'failed': {
      const { growth, ...soFar } = outcome.soFar ?? {};
      return { ...which, ...soFar, ...growth, error: outcome.error.message };
    }
    case 'not begun':
      return { ...which, reason: outcome.reason };
  }
}

function rowOf(outcome: RecordingOutcome): ReplayRow {
  const name = path.basename(outcome.recording.file);
  const { state } = outcome;
  if (outcome.state === 'finished') {
    return { name, state, counts: { ...outcome.result, ...sumTotals(outcome.result.devices) } };
  }
  if (outcome.state === 'failed' && outcome.soFar !== undefined) {
    const { growth, ...counts } = outcome.soFar;
    return { name, state, counts: { ...counts, ...growth } };
  }
  return { name, state, counts: {} };
}

function summary(outcomes: readonly RecordingOutcome[], sentNow: number, seconds: number): string {
  const rate = formatNumber(Math.round(sentNow / seconds));
  const said = `${formatNumber(sentNow)} readings in ${formatNumber(Math.round(seconds * 10) / 10)} s (${rate}/s).`;
  const sent = outcomes.reduce((sum, outcome) => sum + (rowOf(outcome).counts.sent ?? 0), 0);
  return sent === sentNow ? said : `${said} Earlier starts sent the other ${formatNumber(sent - sentNow)}.`;
}

function notes(outcome: RecordingOutcome): readonly string[] {
  const name = path.basename(outcome.recording.file);
  switch (outcome.state) {
    case 'not begun':
      return [`${name}: ${outcome.reason}`];
    case 'failed':
      return [
        `${name} was not sent to its end; the same command goes on.`,
        ...unusableNotes(name, outcome.soFar?.unusable ?? []),
      ];
    case 'finished':
      return [...(outcome.earlier ? [`${name} was finished earlier.`] : []), ...resultNotes(name, outcome)];
  }
}

function resultNotes(
  name: string,
  { result, others }: Extract<RecordingOutcome, { readonly state: 'finished' }>,
): readonly string[] {
  const { devices, resumedAfterRow, unusable } = result;
  const { sentAgain } = sumTotals(devices);
  return [
    ...(resumedAfterRow === undefined
      ? []
      : [`${name} went on after row ${formatNumber(resumedAfterRow)} of an interrupted start.`]),
    ...(sentAgain === 0 ? [] : [`${name}: ${formatNumber(sentAgain)} readings were sent again after an interruption.`]),
    ...unusableNotes(name, unusable),
    ...devices.flatMap(({ device, refusals }) =>
      Object.entries(refusals).map(
        ([rule, times]) => `${name}: ${formatNumber(times)} refused by ${rule} of ${device}`,
      ),
    ),
    ...(others.length === 0
      ? []
      : [
          `${name}: ${devices.map(({ device }) => device).join(', ')} also holds readings of ${others.join(', ')}; ` +
            'replay what is of another device with --device NAME.',
        ]),
  ];
}

function unusableNotes(name: string, unusable: ReplayResult['unusable']): readonly string[] {
  return unusable.flatMap(({ fault, rows, examples }) => [
    `${name}: ${formatNumber(rows)} unusable by ${fault}, such as`,
    ...examples.map(({ line, why }) => `  line ${line}: ${why}`),
  ]);
}

function describeSkipped(skipped: readonly SkippedFile[], folder: string): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { file, reason } of skipped) {
    const shown = path.relative(folder, file);
    byReason.set(reason, [...(byReason.get(reason) ?? []), shown.startsWith('../..') ? file : shown]);
  }
  return [...byReason].flatMap(([reason, files]) => [
    '',
    `Not replayed, for ${reason}:`,
    ...files.map((file) => `  ${file}`),
  ]);
}
