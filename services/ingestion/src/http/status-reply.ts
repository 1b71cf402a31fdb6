/** What a controller needs of the HTTP adapter's reply to choose its status. */
export interface StatusReply {
  status(code: number): unknown;
}
