import type { RouteDefinition } from '@fieldline/contracts';
import { InvalidRequestError, type RequestFault } from '@fieldline/platform';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { z } from 'zod';
import { routeOf } from './route.decorator.js';

/** So that a body full of faults is not answered with a multiple of itself. */
const MOST_FAULTS = 10;
const LONGEST_FAULT = 300;

interface Request {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

/** What a request carries, parsed by its route; throws InvalidRequestError that names each field at fault. */
export const Input = createParamDecorator((_data: unknown, context: ExecutionContext) => {
  return parseInput(routeOf(context.getHandler()), context.switchToHttp().getRequest<Request>());
});

export function parseInput(route: RouteDefinition, { params, query, body }: Request) {
  const faults: RequestFault[] = [];
  const parse = (where: string, schema: z.ZodType | undefined, value: unknown): unknown => {
    if (schema === undefined) return undefined;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    faults.push(...parsed.error.issues.map(({ path, message }) => faultAt([where, ...path], message)));
    return undefined;
  };
  const given = body ?? (route.bodyOptional ? {} : undefined);
  const input = {
    params: parse('path', route.params, params),
    query: parse('query', route.query, query ?? {}),
    body: parse('body', route.body, given),
  };
  if (faults.length > 0) throw invalid(faults);
  return input;
}

function faultAt(path: readonly PropertyKey[], message: string): RequestFault {
  return { at: cut(path.map(String).join('.')), message: cut(message) };
}

function invalid(all: readonly RequestFault[]): InvalidRequestError {
  const faults = all.slice(0, MOST_FAULTS);
  const more = all.length > MOST_FAULTS ? `; and ${all.length - MOST_FAULTS} more` : '';
  const message = faults.map((fault) => `${fault.at}: ${fault.message}`).join('; ') + more;
  return new InvalidRequestError(message, { faults });
}

function cut(text: string): string {
  return text.length > LONGEST_FAULT ? `${text.slice(0, LONGEST_FAULT - 1)}…` : text;
}
