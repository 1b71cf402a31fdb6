import 'reflect-metadata';
import { API_PREFIX, type RouteDefinition } from '@fieldline/contracts';
import { applyDecorators, HttpCode, RequestMapping, RequestMethod, SetMetadata, UseInterceptors } from '@nestjs/common';
import { EtagInterceptor } from './etag.interceptor.js';

const ROUTE = Symbol('Route');

/** The route of a controller's method. */
export function routeOf(handler: object): RouteDefinition {
  const route = Reflect.getMetadata(ROUTE, handler) as RouteDefinition | undefined;
  if (route === undefined) throw new Error('a method of a controller stands for no route of the contracts');
  return route;
}

/** Makes a method of a controller the answer to a route: its method, path, status and, where it has one, ETag. */
export function Route(route: RouteDefinition): MethodDecorator {
  const [status = 200] = route.status;
  const conditional = route.etag === true && route.method === 'GET' ? [UseInterceptors(EtagInterceptor)] : [];
  return applyDecorators(
    SetMetadata(ROUTE, route),
    RequestMapping({ path: nestPath(route), method: RequestMethod[route.method] }),
    HttpCode(status),
    ...conditional,
  );
}

/** `/devices/{device}/latest` as Fastify and Nest write it, whole. */
export function nestPath({ path }: Pick<RouteDefinition, 'path'>): string {
  return `${API_PREFIX}${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
}
