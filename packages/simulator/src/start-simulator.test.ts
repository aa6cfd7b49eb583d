import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Simulator, startSimulator } from './start-simulator.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ world: 'demo' });
});
afterAll(() => simulator.close());

async function get(path: string, token?: string) {
  const [deployment] = simulator.deployments;
  const response = await fetch(`${deployment?.origin}${path}`, {
    headers: { authorization: `Bearer ${token ?? deployment?.token}` },
  });
  const body: unknown = await response.json();
  return { status: response.status, body };
}

test('an administrator reads the users with their roles and groups', async () => {
  const { status, body } = await get('/api/v1/users?expand=groups,role');
  expect(status).toBe(200);
  expect(body).toHaveLength(41);
  const maya = Array.isArray(body) ? body[1] : undefined;
  expect(maya).toMatchObject({ firstName: 'Maya', role: { name: 'admin' } });
  expect(maya.groups).toMatchObject(['Everyone', 'Admins', 'Analysts', 'Executives'].map((name) => ({ name })));
});

test('a wrong token is refused with code 5002', async () => {
  expect(await get('/api/v1/users', 'wrong')).toMatchObject({ status: 401, body: { error: { code: 5002 } } });
});
