import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment } from '../../test/open-deployment.ts';
import { demoPassword } from '../content/company.ts';

/** How public clients log in, and what they then show. */
let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment();
});
afterAll(() => open[Symbol.asyncDispose]());

const loginPath = '/api/v1/authentication/login';
const form = 'application/x-www-form-urlencoded';
const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${open.deployment.origin}${path}`, { redirect: 'manual', ...init });

describe('a login is taken', () => {
  const username = 'maya.chen';
  const asForm = new URLSearchParams({ username, password: demoPassword }).toString();
  const asJson = JSON.stringify({ username, password: demoPassword });

  it.each([
    ['as a form', form, asForm],
    ['as JSON', 'application/json', asJson],
    ['as JSON that is called a form', form, asJson],
  ])('%s', async (_how, type, body) => {
    const response = await ask(loginPath, { method: 'POST', headers: { 'content-type': type }, body });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ success: true, access_token: expect.stringMatching(/^\S+$/) });
  });

  it.each([
    ['no words at all', form, ''],
    ['a wrong password', form, new URLSearchParams({ username, password: 'x' }).toString()],
    ['JSON with a wrong password that is called a form', form, JSON.stringify({ username, password: 'x' })],
  ])('and is refused with %s', async (_what, type, body) => {
    const response = await ask(loginPath, { method: 'POST', headers: { 'content-type': type }, body });
    expect(response.status).toBe(401);
    expect(response.headers.get('set-cookie')).toBeNull();
  });
});

describe('the cookie of a login', () => {
  const cookieOf = async () => {
    const body = new URLSearchParams({ username: 'maya.chen', password: demoPassword }).toString();
    const response = await ask(loginPath, { method: 'POST', headers: { 'content-type': form }, body });
    return response.headers.get('set-cookie')?.split(';')[0] ?? '';
  };

  it('stands for the token, also beside other cookies', async () => {
    const cookie = `_ga=1; ${await cookieOf()}; XSRF-TOKEN=x`;
    const me = await ask('/api/users/loggedin', { headers: { cookie } });
    expect(await me.json()).toMatchObject({ userName: 'maya.chen' });
    const said = await ask('/api/auth/isauth', { headers: { cookie } });
    expect(await said.json()).toMatchObject({ isAuthenticated: true });
  });

  it('is worth nothing when it is made up, and is taken back by leaving', async () => {
    expect((await ask('/api/v1/users', { headers: { cookie: '.prism=made-up' } })).status).toBe(401);
    const left = await ask('/api/v1/authentication/logout', { headers: { cookie: await cookieOf() } });
    expect(left.headers.get('set-cookie')).toContain('Expires=Thu, 01 Jan 1970');
  });
});

describe('single sign-on by JWT', () => {
  const secret = 'shared-by-both-sides';
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const jwtOf = (claims: object, key = secret) => {
    const parts = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ iat: 1_790_000_000, ...claims })}`;
    return `${parts}.${createHmac('sha256', key).update(parts).digest('base64url')}`;
  };
  const maya = { sub: 'maya.chen@meridian-outdoor.example', jti: '1' };
  const come = (jwt: string, returnTo = '/app/main') =>
    ask(`/jwt?${new URLSearchParams({ jwt, return_to: returnTo })}`);

  it('is not there until it is set up', async () => {
    expect((await come(jwtOf(maya))).status).toBe(404);
    const sso = { enabled: true, ssoType: 'jwt', loginUrl: 'https://login.example', sharedSecret: secret };
    expect((await open.call('POST', '/api/v1/settings/sso', { body: sso })).status).toBe(200);
  });

  it('gives a session to whom the token names, once', async () => {
    const first = await come(jwtOf(maya));
    expect(first).toMatchObject({ status: 302 });
    expect(first.headers.get('location')).toBe('/app/main');
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    const me = await ask('/api/users/loggedin', { headers: { cookie } });
    expect(await me.json()).toMatchObject({ userName: 'maya.chen' });
    expect((await come(jwtOf(maya))).status).toBe(401);
  });

  it.each([
    ['signed with something else', jwtOf({ ...maya, jti: '2' }, 'guessed')],
    ['of nobody known', jwtOf({ sub: 'nobody@example.com', jti: '3' })],
    ['without an id of its own', jwtOf({ sub: maya.sub })],
    ['that is none', 'abc'],
    ['that says nothing', jwtOf({})],
  ])('refuses a token %s', async (_what, jwt) => {
    expect((await come(jwt)).status).toBe(401);
  });

  it('sends nobody on to another site', async () => {
    const sent = await come(jwtOf({ ...maya, jti: '4' }), '//elsewhere.example/x');
    expect(sent.headers.get('location')).toBe('/');
  });
});
