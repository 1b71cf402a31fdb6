import type { ReplayMapping } from '@fieldline/domain-pack';
import { OperatorError } from '@fieldline/platform';
import { readdir, realpath, stat } from 'node:fs/promises';
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
 * cannot be read or is no known recording, or that there is nothing to replay; in a folder such a file is skipped.
 */
export async function findRecordings(
  named: readonly string[],
  mappings: readonly ReplayMapping[],
): Promise<FoundRecordings> {
  const found = new Found();
  for (const place of named) {
    if ((await kindOf(place)) === 'folder') {
      for (const entry of await entriesIn(place)) {
        if ('reason' in entry) found.skip(entry);
        else await found.add(entry.file, await openRecording(entry.file, mappings).catch(unreadable(entry.file)));
      }
    } else {
      const opened = await openRecording(place, mappings);
      if (!isKnown(opened)) throw unknown(opened, mappings);
      await found.add(place, opened);
    }
  }
  if (found.recordings.length === 0) throw nothing(named, found.skipped);
  return found;
}

/** Each file once, by whatever link it is reached. */
class Found implements FoundRecordings {
  readonly #recordings = new Map<string, Recording>();
  readonly #skipped = new Map<string, SkippedFile>();

  get recordings(): readonly Recording[] {
    return [...this.#recordings.values()];
  }

  get skipped(): readonly SkippedFile[] {
    return [...this.#skipped.values()];
  }

  skip(file: SkippedFile): void {
    this.#skipped.set(file.file, file);
  }

  async add(file: string, opened: Recording | SkippedFile): Promise<void> {
    if (!isKnown(opened)) return this.skip(opened);
    const target = await realpath(file);
    const known = this.#recordings.get(target);
    if (known === undefined) this.#recordings.set(target, opened);
    else if (known.file !== file) this.skip({ file, reason: `being the same file as ${known.file}` });
  }
}

function nothing(named: readonly string[], skipped: readonly SkippedFile[]): OperatorError {
  const [first] = skipped;
  const such = first === undefined ? '' : `, such as ${first.file}: ${first.reason}`;
  return new OperatorError(
    `nothing to replay in ${named.join(', ')}: ${skipped.length} files are no recordings${such}`,
  );
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

/** An OperatorError for what is neither: opening a FIFO or a device would wait for ever. */
async function kindOf(place: string): Promise<'file' | 'folder'> {
  try {
    const kind = await stat(place);
    if (kind.isDirectory()) return 'folder';
    if (kind.isFile()) return 'file';
  } catch (cause) {
    throw new OperatorError(`cannot read ${place}: ${(cause as Error).message}`, { cause });
  }
  throw new OperatorError(`cannot read ${place}: it is no regular file and no folder`);
}

/** All files under a folder by path, those that links point at too, and what else stands there. */
async function entriesIn(folder: string): Promise<readonly ({ readonly file: string } | SkippedFile)[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const others = entries.filter((entry) => !entry.isDirectory());
  const files = others.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  return Promise.all(files.map(async (file) => (await whyNotFile(file)) ?? { file }));
}

async function whyNotFile(file: string): Promise<SkippedFile | undefined> {
  try {
    if ((await kindOf(file)) === 'file') return undefined;
    return { file, reason: 'being a link to a folder: name that folder itself' };
  } catch (error) {
    return unreadable(file)(error);
  }
}
