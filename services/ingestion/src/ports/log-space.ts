/** How much room the log has left, as far as those who write to it should know. */
export interface LogSpace {
  /** It comes near to where nothing is taken any more: what can be left out of records should be. */
  isSpaceScarce(): boolean;
}
