/** What the command line's exit says; the same for every command. */
export const EXIT = {
  ok: 0,
  /** It was done and something is wrong, or it could not be done. */
  failed: 1,
  /** Unknown command or option, or a value that cannot be right. */
  usage: 2,
  /** No server answers in the data folder. */
  notRunning: 3,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_HELP = `Exit codes: 0 done · 1 failed or problems found · 2 wrong usage · 3 no server runs · 130 interrupted`;
