import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row } from '../../test/open-deployment.ts';

let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment();
});
afterAll(() => open[Symbol.asyncDispose]());

const login = (username: string, password: string) =>
  open.call('POST', '/api/v1/authentication/login', {
    body: new URLSearchParams({ username, password }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

describe('logging in', () => {
  it('gives a token that reads as its user', async () => {
    const { json } = await login('priya.nair@meridian-outdoor.example', 'Trailhead-2026');
    expect(json).toMatchObject({ success: true, roleName: 'contributor', profile: { firstName: 'Priya' } });
    const headers = { authorization: `Bearer ${row(json).access_token}` };
    expect((await open.call('GET', '/api/users/loggedin', { headers })).json).toMatchObject({
      userName: 'priya.nair',
      baseRoleName: 'contributor',
    });
  });

  it('refuses a wrong password, and whoever is switched off, with code 5001', async () => {
    expect(await login('priya.nair', 'wrong')).toMatchObject({
      status: 401,
      json: { error: { code: 5001, message: 'Invalid credentials.' } },
    });
    expect(await login('theo.brandt', 'Trailhead-2026')).toMatchObject({
      status: 401,
      json: { error: { code: 5001 } },
    });
  });
});

describe('a token', () => {
  it('is refused with code 5002 when it is wrong or missing', async () => {
    const refused = { status: 401, json: { error: { code: 5002, message: 'Invalid token.', status: 401 } } };
    expect(await open.call('GET', '/api/v1/users', { headers: { authorization: 'Bearer x.y.z' } })).toMatchObject(
      refused,
    );
    expect(await open.call('GET', '/api/v1/users', { headers: { authorization: '' } })).toMatchObject(refused);
  });

  it('ends when its user throws all tokens away', async () => {
    const before = open.deployment.users.tokenOf('noor.haddad');
    expect((await open.call('GET', '/api/v1/authentication/logout_all', { as: 'noor.haddad' })).status).toBe(204);
    expect(
      (await open.call('GET', '/api/users/loggedin', { headers: { authorization: `Bearer ${before}` } })).status,
    ).toBe(401);
    expect((await open.call('GET', '/api/users/loggedin', { as: 'noor.haddad' })).status).toBe(200);
  });

  it('is the same for the same seed, and another for another', async () => {
    await using same = await openDeployment();
    await using other = await openDeployment({ seed: 'another company' });
    expect(same.deployment.token).toBe(open.deployment.token);
    expect(other.deployment.token).not.toBe(open.deployment.token);
  });
});

describe('what a role may not do', () => {
  it.each([
    ['oliver.hughes', 'GET', '/api/v1/users'],
    ['priya.nair', 'GET', '/api/v1/dashboards/admin'],
    ['priya.nair', 'POST', '/api/v1/users'],
    ['priya.nair', 'GET', '/api/v2/datamodels/schema'],
    ['priya.nair', 'GET', '/api/v1/plugins'],
    ['amara.diallo', 'DELETE', '/api/v1/groups/64aa00000000000000000001'],
  ])('%s: %s %s is a 403', async (as, method, path) => {
    expect((await open.call(method, path, { as })).status).toBe(403);
  });
});

it('answers an unknown route as Express does', async () => {
  const { status, text } = await open.call('GET', '/api/v2/datamodels');
  expect(status).toBe(404);
  expect(text).toContain('<pre>Cannot GET /api/v2/datamodels</pre>');
});

it('tells its version to anyone', async () => {
  const { json } = await open.call('GET', '/api/v1/application/status', { headers: { authorization: '' } });
  expect(json).toMatchObject({ version: { version: expect.stringMatching(/^L2026/) }, license: { isExpired: false } });
});

it('says what it is to whoever opens it in a browser', async () => {
  const { status, text } = await open.call('GET', '/', { headers: { authorization: '' } });
  expect(status).toBe(200);
  expect(text).toContain('A simulated Sisense');
});
