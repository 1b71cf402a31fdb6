import { HttpStatus } from '@nestjs/common';

/** What a controller needs of the HTTP adapter's reply to choose its status. */
export interface StatusReply {
  status(code: number): unknown;
}

export function createdOrOk(reply: StatusReply, created: boolean): void {
  reply.status(created ? HttpStatus.CREATED : HttpStatus.OK);
}
