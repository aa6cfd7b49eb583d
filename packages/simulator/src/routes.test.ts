import { type EndpointId, endpoints, Sisense } from '@fes-assistant/sisense';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment } from '../test/open-deployment.ts';
import { routeOfEndpoint } from './route-of-endpoint.ts';

const fits = (served: string, path: string) =>
  served.split('/').every((part, at) => part.startsWith('{') || part === path.split('/')[at]);

describe('every endpoint of the client', () => {
  it.each(Object.values(endpoints).map((endpoint) => [endpoint.id, endpoint] as const))(
    '%s has its route',
    (id, { method, path }) => {
      const [servedMethod, servedPath = ''] = routeOfEndpoint[id as EndpointId].split(' ');
      expect({ method: servedMethod, fits: fits(servedPath, path) }).toEqual({ method, fits: true });
    },
  );
});

describe('the client', () => {
  let open: OpenDeployment;
  let sisense: Sisense;
  beforeAll(async () => {
    open = await openDeployment();
    sisense = new Sisense({ origin: open.deployment.origin, token: open.deployment.token });
  });
  afterAll(async () => {
    await sisense.close();
    await open[Symbol.asyncDispose]();
  });

  it('reads people, dashboards and models', async () => {
    expect(await sisense.users.list()).toHaveLength(41);
    expect(await sisense.groups.list()).toHaveLength(14);
    expect(await sisense.dashboards.list()).toHaveLength(61);
    expect(await sisense.datamodels.list()).toHaveLength(12);
    expect((await sisense.users.me()).userName).toBe('admin');
  });

  it('is counted by its endpoints', async () => {
    open.deployment.requests.clear();
    await sisense.users.findByEmail('maya.chen@meridian-outdoor.example');
    expect(open.deployment.requests.count({ endpoint: 'users.list' })).toBeGreaterThan(0);
  });
});
