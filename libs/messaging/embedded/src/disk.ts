/** An open file. Positions and lengths are bytes from its start. */
export interface DiskFile {
  /** Writes all bytes at `position`, or rejects; then any part of them may be there. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Up to `length` bytes, fewer only at the end of the file. The buffer is the caller's. */
  read(position: number, length: number): Promise<Buffer>;
  /** Resolves once everything written so far, and the file's length, survives a loss of power. */
  datasync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

export interface DiskEntry {
  readonly name: string;
  /** Bytes; 0 for folders. */
  readonly size: number;
}

/** Lets go of a folder taken with {@link Disk.lock}. */
export interface FolderLock {
  release(): Promise<void>;
}

/**
 * All the log asks of a file system. What survives a loss of power or a killed machine:
 * - bytes written but not synced may vanish or be torn: of such a write each 512-byte sector, aligned in the file, holds
 *   either what was written or zeros, or the file ends before it; nothing synced earlier changes;
 * - a file that was made, renamed or removed has its new name only after {@link syncDirectory} of its folder;
 * - a rename is atomic: the target is the old file or the new one, never a mixture and never absent;
 * - after a failed {@link DiskFile.datasync} nothing written since the last good one may be believed, even if it reads well.
 *
 * A killed process alone loses nothing that was written. Errors are those of Node's file system (`code` such as ENOSPC).
 */
export interface Disk {
  /** `read` needs the file to exist; `write` too, and allows writing; `create` makes it, or empties it where it exists. */
  open(path: string, mode: 'read' | 'write' | 'create'): Promise<DiskFile>;
  /** What is in a folder, in no particular order; nothing where there is no such folder. */
  list(folder: string): Promise<readonly DiskEntry[]>;
  rename(from: string, to: string): Promise<void>;
  /** Succeeds where there is no such file. */
  remove(path: string): Promise<void>;
  /** Makes a folder and those above it where they are missing. */
  makeDirectory(path: string): Promise<void>;
  syncDirectory(path: string): Promise<void>;
  /** Bytes this process may still write on the file system of `path`. */
  freeBytes(path: string): Promise<number>;
  /** Takes a folder for this process alone until released or the process ends. Rejects with an OperatorError when another live one has it. */
  lock(folder: string): Promise<FolderLock>;
}
