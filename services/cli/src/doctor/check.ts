/** What one check found; `problem` says what is wrong and what to do, in one line. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  /** What was found, or what is wrong and what to do. */
  readonly says: string;
}

export const fine = (check: string, says: string): Finding => ({ check, ok: true, says });
export const problem = (check: string, says: string): Finding => ({ check, ok: false, says });
