import type { ChangeAnswer } from '@fes-assistant/protocol';
import { expect, test } from 'vitest';
import { modernCall } from '../../test/modern-call.ts';
import { chatHeaders, here, startTestServer } from '../../test/start-test-server.ts';

const token = 'token-of-ann';
const dropRed = { name: 'access_drop_box', arguments: { name: 'red' } };
const listBoxes = { name: 'access_list_boxes', arguments: {} };

/** The backend with a person who is connected. */
async function startForAnn() {
  const server = await startTestServer();
  const headers = { ...chatHeaders(here, token), authorization: `Bearer ${server.mcpToken}`, 'FES-Principal': 'ann' };
  const call = async (params: Record<string, unknown>) =>
    (await modernCall(server.url, { method: 'tools/call', params, headers })).result?.['structuredContent'];
  const disconnect = (as: Record<string, string> = headers) =>
    fetch(`${server.url}/connections`, { method: 'DELETE', headers: as });
  return { ...server, headers, call, disconnect };
}

test('a person who disconnects leaves no client and no token behind', async () => {
  const { world, logger, call, disconnect } = await startForAnn();
  await call(listBoxes);
  await call(dropRed);
  expect(logger.secrets.occursIn(token)).toBe(true);
  expect(await (await disconnect()).json()).toEqual({ ok: true, forgotten: 1 });
  expect(world.closed).toEqual([here]);
  expect(logger.secrets.occursIn(token)).toBe(false);
  expect(await (await disconnect()).json()).toEqual({ ok: true, forgotten: 0 });
});

test('what runs keeps its client to its end, and no longer', async () => {
  const { url, headers, world, call, disconnect } = await startForAnn();
  const { operation_id, digest } = (await call(dropRed)) as ChangeAnswer;
  world.gate.hold();
  await fetch(`${url}/operations/${operation_id}/approve`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ digest }),
  });
  expect((await disconnect()).status).toBe(200);
  expect(world.closed).toEqual([]);
  world.gate.open();
  await (await fetch(`${url}/operations/${operation_id}/events`, { headers })).text();
  expect(world.boxesOf(here).has('red')).toBe(false);
  expect((await disconnect()).status).toBe(200);
  expect(world.closed).toEqual([here]);
});

test('two people with the same token do not disconnect each other', async () => {
  const { url, world, logger, headers, call, disconnect } = await startForAnn();
  const asBen = { ...headers, 'FES-Principal': 'ben' };
  await call(listBoxes);
  await modernCall(url, { method: 'tools/call', params: listBoxes, headers: asBen });
  expect(await (await disconnect()).json()).toEqual({ ok: true, forgotten: 1 });
  expect(await (await disconnect()).json()).toEqual({ ok: true, forgotten: 0 });
  expect(world.closed).toEqual([]);
  expect(await (await disconnect(asBen)).json()).toEqual({ ok: true, forgotten: 1 });
  expect(world.closed).toEqual([here]);
  expect(logger.secrets.occursIn(token)).toBe(false);
});

test('only the backend says so, and only of connections that it names', async () => {
  const { world, headers, call, disconnect } = await startForAnn();
  await call(listBoxes);
  expect((await disconnect(chatHeaders(here, token))).status).toBe(401);
  const { authorization } = headers;
  expect(await (await disconnect({ authorization, 'FES-Principal': 'ann' })).json()).toEqual({
    ok: true,
    forgotten: 0,
  });
  expect(world.closed).toEqual([]);
});
