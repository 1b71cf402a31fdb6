import { describe, expect, it } from '@jest/globals';
import { allRoutes } from '@fieldline/contracts';
import { nestPath } from '@fieldline/http';
import { RouteTable } from './route-table.js';

describe('the table of routes', () => {
  const table = new RouteTable(allRoutes);

  it('knows each route of the contracts by what the server matched', () => {
    for (const route of allRoutes) expect(table.find(route.method, nestPath(route))).toBe(route);
  });

  it('takes HEAD for the GET that it stands for', () => {
    expect(table.find('HEAD', '/api/v1/sites')).toMatchObject({ id: 'listSites' });
  });

  it('closes what is beneath the API and declared nowhere', () => {
    for (const pattern of ['/api/v1', '/api/v1/', '/api/v1/*', '/api/v1/sites/:other']) {
      expect(table.find('GET', pattern)).toBeUndefined();
    }
    expect(table.find('TRACE', '/api/v1/sites')).toBeUndefined();
  });

  it('leaves pages and what nothing matched to others', () => {
    for (const pattern of ['/', '/*', '/api/docs', '/api/v1/openapi.json', '/api/v10', undefined]) {
      expect(table.find('GET', pattern)).toBe('outside');
    }
  });
});
