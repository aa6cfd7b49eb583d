import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, rows } from '../test/open-deployment.ts';
import type { Need, Route } from './call.ts';
import { type BaseRole, rankOf } from './roles/base-roles.ts';
import { type ServedRoute, servedRoutes } from './routes.ts';

/** What the documentation says of who may; where it says a right and not a role, the lowest role that has it. */
const documented: Partial<Record<ServedRoute, Need>> = {
  'POST /api/v1/authentication/login': 'nothing',
  'GET /api/auth/isauth': 'nothing',
  'GET /api/v1/application/status': 'nothing',
  'GET /api/branding': 'nothing',
  'POST /api/branding': 'admin',
  'DELETE /api/branding': 'admin',
  'GET /api/v1/settings/ui': 'admin',
  'POST /api/v1/settings/ui/common': 'admin',
  'GET /api/v1/plugins': 'admin',
  'PATCH /api/v1/plugins': 'admin',
  'GET /api/v1/encryption/encrypt': 'admin',
  'GET /api/v1/encryption/decrypt': 'admin',
  'GET /api/roles': 'designer',
  'POST /api/roles': 'admin',
  'PUT /api/roles/{idOrName}': 'admin',
  'DELETE /api/roles/{idOrName}': 'admin',
  'POST /api/v1/users': 'admin',
  'POST /api/v1/users/bulk': 'admin',
  'PATCH /api/v1/users/{id}': 'admin',
  'DELETE /api/v1/users/{id}': 'admin',
  'POST /api/v1/groups': 'admin',
  'DELETE /api/v1/groups/{id}': 'admin',
  'POST /api/v1/dashboards': 'designer',
  'POST /api/v1/dashboards/import/bulk': 'designer',
  'GET /api/v1/dashboards/export': 'designer',
  'POST /api/v1/dashboards/{oid}/duplicate': 'designer',
  'POST /api/v1/dashboards/{oid}/publish': 'designer',
  'POST /api/v1/dashboards/{server}/{title}/replace_datasource': 'designer',
  'POST /api/v1/dashboards/{oid}/widgets': 'designer',
  'POST /api/v1/folders': 'designer',
  'PATCH /api/v1/folders/{oid}': 'designer',
  'DELETE /api/v1/folders/{oid}': 'designer',
};

const users: Record<string, string> = {
  consumer: 'oliver.hughes',
  contributor: 'priya.nair',
  dataDesigner: '',
  dataAdmin: '',
  admin: 'maya.chen',
};
const rankNeeded = { nothing: -1, login: 0, designer: 1, 'data-designer': 2, 'data-admin': 3, admin: 4 } as const;
const routes = Object.entries<Route>(servedRoutes);
const addressOf = (path: string) => path.replaceAll(/\{\w+\}/g, '64aa00000000000000000001');

let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment({ options: { multiTenant: true } });
  const roles = rows(await open.read('/api/roles'));
  for (const user of rows(await open.read('/api/v1/users?active=true'))) {
    const name = String(roles.find(({ _id }) => _id === user.roleId)?.name);
    if (users[name] === '') users[name] = String(user.userName);
  }
});
afterAll(() => open[Symbol.asyncDispose]());

const statusOf = async (key: string, more: { as?: string; headers?: Record<string, string> }) => {
  const [method = '', path = ''] = key.split(' ');
  return (await open.call(method, addressOf(path), more)).status;
};

function system({ on = 'linux' }: Route): void {
  open.deployment.options.os = on;
}

it.each(Object.entries(documented))('%s is for whom the documentation says: %s', (key, needs) => {
  const route: Route | undefined = routes.find(([one]) => one === key)?.[1];
  expect(route?.needs ?? 'login').toBe(needs);
});

describe('every route', () => {
  it('is answered with 401 and code 5002 to whoever brings no token, unless it is open to all', async () => {
    const wrong: string[] = [];
    for (const [key, route] of routes) {
      system(route);
      const status = await statusOf(key, { headers: { authorization: '' } });
      if ((status === 401) !== (route.needs !== 'nothing') && !isLogin(key)) wrong.push(`${key} ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(['consumer', 'contributor', 'dataDesigner', 'dataAdmin'] as const)(
    'is answered with 403 to a %s, where it needs more than that',
    async (role) => {
      const wrong: string[] = [];
      for (const [key, route] of routes.filter(([, one]) => isAbove(one, role))) {
        system(route);
        const status = await statusOf(key, { as: String(users[role]) });
        if (status !== 403) wrong.push(`${key} ${status}`);
      }
      expect(wrong).toEqual([]);
    },
  );
});

const isLogin = (key: string): boolean => key.endsWith('/login');
const isAbove = ({ needs = 'login' }: Route, role: BaseRole): boolean => rankNeeded[needs] > rankOf(role);
