import type { ReplayMapping } from '@fieldline/domain-pack';
import { OperatorError } from '@fieldline/platform';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { openRecording, type Recording } from './recording-file.js';

/** A file of a folder that is not replayed. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

export interface FoundRecordings {
  /** In the order given, those of a folder by path. */
  readonly recordings: readonly Recording[];
  readonly skipped: readonly SkippedFile[];
}

/**
 * The recordings that are named, and those in the folders that are named. An OperatorError says which file that was named
 * cannot be read or is no known recording; in a folder such a file is skipped.
 */
export async function findRecordings(
  named: readonly string[],
  mappings: readonly ReplayMapping[],
): Promise<FoundRecordings> {
  const recordings = new Map<string, Recording>();
  const skipped = new Map<string, SkippedFile>();
  for (const place of named) {
    if (await isFolder(place)) {
      for (const file of await filesIn(place)) {
        const opened = await openRecording(file, mappings).catch(unreadable(file));
        if (isKnown(opened)) recordings.set(file, opened);
        else skipped.set(file, opened);
      }
    } else {
      const opened = await openRecording(place, mappings);
      if (!isKnown(opened)) throw unknown(opened, mappings);
      recordings.set(place, opened);
    }
  }
  return { recordings: [...recordings.values()], skipped: [...skipped.values()] };
}

function isKnown(opened: Recording | SkippedFile): opened is Recording {
  return 'mapping' in opened && opened.mapping !== undefined;
}

function unknown({ file, reason }: SkippedFile, mappings: readonly ReplayMapping[]): OperatorError {
  return new OperatorError(`${file}: ${reason}; known are ${mappings.map(({ id }) => id).join(', ')}`);
}

/** A file that may not be read is no reason to leave out the others of its folder. */
function unreadable(file: string): (error: unknown) => SkippedFile {
  return (error) => {
    if (error instanceof OperatorError) return { file, reason: error.message };
    throw error;
  };
}

async function isFolder(place: string): Promise<boolean> {
  try {
    return (await stat(place)).isDirectory();
  } catch (cause) {
    throw new OperatorError(`cannot read ${place}: ${(cause as Error).message}`, { cause });
  }
}

/** All files under a folder by path; what a link points at belongs to another folder. */
async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
