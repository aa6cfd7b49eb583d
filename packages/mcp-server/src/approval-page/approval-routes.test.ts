import type { ChangeAnswer } from '@fes-assistant/protocol';
import { expect, test } from 'vitest';
import { connectClient, here, startTestServer } from '../../test/start-test-server.ts';

/** A change proposed by a host that cannot ask, and a browser that follows its link. */
async function followLink(call = { name: 'access_drop_box', arguments: { name: 'red' } }) {
  const server = await startTestServer();
  const client = await connectClient(server.url, { revision: '2025-11-25' });
  const { structuredContent } = await client.callTool(call);
  const { approval_url: link = '', digest } = structuredContent as unknown as ChangeAnswer;
  let cookie = '';
  const open = (headers: Record<string, string> = {}) => fetch(link, { headers: { cookie, ...headers } });
  const post = async (path: string, fields: Record<string, string>, origin = server.url) => {
    const headers = { origin, cookie, 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(fields).toString();
    const answer = await fetch(link + path, { method: 'POST', headers, body, redirect: 'manual' });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return answer;
  };
  const enterCode = () => post('/code', { code: server.approvalCode });
  const csrf = async () => /name="csrf" value="([^"]+)"/.exec(await (await open()).text())?.[1] ?? '';
  return { ...server, open, post, enterCode, csrf, digest };
}

test('shows nothing of the plan before the terminal’s code was typed', async () => {
  const { open, post, enterCode } = await followLink();
  const closed = await (await open()).text();
  expect(closed).toContain('Approval code');
  expect(closed).not.toContain('Drop box red');
  expect((await post('/code', { code: 'AAAA-AAAA' })).status).toBe(403);
  const entered = await enterCode();
  expect(entered.status).toBe(303);
  expect(entered.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/);
  const page = await open();
  const text = await page.text();
  expect(text).toContain('Drop box red');
  expect(text).toContain('Can be undone');
  expect(text).not.toContain('<script');
  expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'nonce-/);
});

test('approves exactly what it shows, and says how it ended', async () => {
  const { enterCode, csrf, post, open, digest, world } = await followLink();
  await enterCode();
  const token = await csrf();
  expect((await post('', { csrf: token, digest, action: 'approve' })).status).toBe(303);
  await expect.poll(async () => (await open()).text()).toContain('Done.');
  expect(world.boxesOf(here).has('red')).toBe(false);
});

test('declines', async () => {
  const { enterCode, csrf, post, open, digest, world } = await followLink();
  await enterCode();
  await post('', { csrf: await csrf(), digest, action: 'decline' });
  expect(await (await open()).text()).toContain('Declined. Nothing was changed.');
  expect(world.boxesOf(here).has('red')).toBe(true);
});

test('refuses a form of another page, without the token, with another digest, or without the session', async () => {
  const { enterCode, csrf, post, digest, world } = await followLink();
  expect((await post('', { csrf: 'x', digest, action: 'approve' })).status).toBe(401);
  await enterCode();
  const token = await csrf();
  expect((await post('', { csrf: 'forged', digest, action: 'approve' })).status).toBe(403);
  const page = 'http://localhost:8501';
  expect((await post('', { csrf: token, digest, action: 'approve' }, page)).status).toBe(403);
  const altered = await post('', { csrf: token, digest: '0'.repeat(64), action: 'approve' });
  expect(altered.status).toBe(409);
  expect(world.boxesOf(here).has('red')).toBe(true);
});

test('asks for the secrets that the change needs', async () => {
  const { enterCode, csrf, post, open, digest, world } = await followLink({
    name: 'access_lock_box',
    arguments: { name: 'red' },
  });
  await enterCode();
  expect(await (await open()).text()).toContain('Password of the box');
  const token = await csrf();
  expect((await post('', { csrf: token, digest, action: 'approve' })).status).toBe(409);
  await post('', { csrf: token, digest, action: 'approve', 'secret:password': 'open sesame' });
  await expect.poll(async () => (await open()).text()).toContain('Done.');
  expect(world.boxesOf(here).get('red')).toBe('open sesame'.length);
});

test('is closed to guessing after ten wrong codes, also for the right one', async () => {
  const { post, enterCode } = await followLink();
  for (let tries = 0; tries < 10; tries += 1) await post('/code', { code: `WRNG-${tries}` });
  expect((await enterCode()).status).toBe(429);
});
