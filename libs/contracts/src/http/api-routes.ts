import { configurationRoutes } from './configuration.routes.js';
import { dataRoutes } from './data.routes.js';
import { deadLetterRoutes } from './dead-letters.routes.js';
import type { RouteDefinition } from './define-route.js';
import { deviceRoutes } from './devices.routes.js';
import { enrolmentRoutes } from './enrolment.routes.js';
import { operationRoutes } from './operation.routes.js';
import { profileRoutes } from './profiles.routes.js';
import { sessionRoutes } from './session.routes.js';
import { siteRoutes } from './sites.routes.js';

/** Every operation of the API by its id; a controller, the document, the client and the tests of all routes stand on it. */
export const routes = {
  ...sessionRoutes,
  ...siteRoutes,
  ...deviceRoutes,
  ...configurationRoutes,
  ...profileRoutes,
  ...enrolmentRoutes,
  ...dataRoutes,
  ...deadLetterRoutes,
  ...operationRoutes,
};

export const allRoutes: readonly RouteDefinition[] = Object.values(routes);
