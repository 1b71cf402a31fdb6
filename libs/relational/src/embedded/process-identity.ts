import { readFileSync } from 'node:fs';

/** Whether a process runs that is more than a zombie. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return stateOf(pid) !== 'Z';
}

/** When a process started, in the kernel's ticks: with its id it names one process for good. Empty where unknown. */
export function startMark(pid: number): string {
  return statFields(pid)[19] ?? '';
}

function stateOf(pid: number): string | undefined {
  return statFields(pid)[0];
}

/** The fields of /proc/pid/stat after the program's name; none on systems without /proc. */
function statFields(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
