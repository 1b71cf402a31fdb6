import { Catch, type ExceptionFilter } from '@nestjs/common';
import { throwError, type Observable } from 'rxjs';

/**
 * Hands a consumer's error on as it was thrown. Nest's own filter would replace it by `{ status, message }`, and then
 * what may be retried and what may not look alike. Global wherever a {@link BusTransport} is used.
 */
@Catch()
export class KeepErrorFilter implements ExceptionFilter {
  catch(error: unknown): Observable<never> {
    return throwError(() => error);
  }
}
