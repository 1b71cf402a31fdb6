import { HttpStatus, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { map, type Observable } from 'rxjs';
import { etagOf, namesEtag } from './etag.js';

interface Request {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

interface Reply {
  header(name: string, value: string): unknown;
  status(code: number): unknown;
}

/** Gives an answer its ETag, and 304 without a body to those who have it. */
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return next.handle().pipe(
      map((answer: unknown) => {
        const reply = http.getResponse<Reply>();
        const etag = etagOf(answer);
        reply.header('etag', etag);
        reply.header('cache-control', 'no-cache');
        const known = http.getRequest<Request>().headers['if-none-match'];
        if (typeof known !== 'string' || !namesEtag(known, etag)) return answer;
        reply.status(HttpStatus.NOT_MODIFIED);
        return undefined;
      }),
    );
  }
}
