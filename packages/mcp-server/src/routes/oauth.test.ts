import type { ChangeAnswer, ToolCatalog } from '@fes-assistant/protocol';
import { describe, expect, test } from 'vitest';
import { startAuthorizationServer } from '../../test/authorization-server.ts';
import { modernRequest } from '../../test/modern-call.ts';
import { chatHeaders, connectClient, here, revisions, startTestServer } from '../../test/start-test-server.ts';

const audience = 'https://fes.acme.com/mcp';
const metadataUrl = 'https://fes.acme.com/.well-known/oauth-protected-resource/mcp';
const dropRed = { name: 'access_drop_box', arguments: { name: 'red' } };

/** A tool server beyond loopback whose callers sign in at an authorization server. */
async function startWithOauth(env: Record<string, string> = {}) {
  const issuer = await startAuthorizationServer({ audience });
  const server = await startTestServer({
    env: {
      FES_BIND: '0.0.0.0',
      FES_OAUTH_ISSUER: issuer.issuer,
      FES_OAUTH_AUDIENCE: audience,
      FES_OAUTH_JWKS_URL: issuer.jwksUrl,
      ...env,
    },
  });
  const as = (claims: Record<string, unknown>) => ({
    ...chatHeaders(),
    authorization: `Bearer ${issuer.token({ claims })}`,
  });
  const call = (params: Record<string, unknown>, headers: Record<string, string>) =>
    modernRequest(server.url, { method: 'tools/call', params, headers });
  return { ...server, issuer, as, call };
}

test('anybody may read where tokens come from, and is told so with every 401', async () => {
  const { url, issuer, call } = await startWithOauth();
  for (const path of ['/.well-known/oauth-protected-resource', '/.well-known/oauth-protected-resource/mcp']) {
    expect(await (await fetch(url + path)).json()).toMatchObject({
      resource: audience,
      authorization_servers: [issuer.issuer],
      scopes_supported: ['read', 'change', 'migrate'],
      bearer_methods_supported: ['header'],
    });
  }
  const without = await call(dropRed, chatHeaders());
  expect(without.status).toBe(401);
  expect(without.headers.get('www-authenticate')).toBe(`Bearer scope="read", resource_metadata="${metadataUrl}"`);
  const forged = await call(dropRed, { ...chatHeaders(), authorization: 'Bearer a.b.c' });
  expect(forged.status).toBe(401);
  expect(forged.headers.get('www-authenticate')).toContain('error="invalid_token"');
});

describe.each(revisions)('a caller with a token, over %s', (revision) => {
  test('is listed what its scopes allow, and reads', async () => {
    const { url, as } = await startWithOauth();
    const client = await connectClient(url, { revision, headers: as({ scope: 'read' }) });
    const names = (await client.listTools()).tools.map(({ name }) => name);
    expect(names).toContain('access_list_boxes');
    expect(names).not.toContain('access_drop_box');
    expect(names).not.toContain('operations_undo');
    const { contents } = await client.readResource({ uri: 'fes://catalog' });
    const catalog = JSON.parse((contents[0] as { text: string }).text) as ToolCatalog;
    expect(catalog.tools.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    expect((await client.callTool({ name: 'access_list_boxes', arguments: {} })).structuredContent).toMatchObject({
      total: 2,
    });
  });

  test('proposes under its subject, which nobody else has', async () => {
    const { url, as } = await startWithOauth();
    const headers = as({ scope: 'read change', sub: 'ann' });
    const ann = await connectClient(url, { revision, headers });
    const { structuredContent } = await ann.callTool(dropRed);
    const { operation, operation_id } = structuredContent as unknown as ChangeAnswer;
    expect(operation.principal).toMatch(/^oauth:[0-9a-f]{16}:ann$/);
    const bob = await connectClient(url, { revision, headers: as({ sub: 'bob' }) });
    const looked = await bob.callTool({ name: 'operations_get', arguments: { operation_id } });
    expect(looked.isError).toBe(true);
  });
});

test('a call beyond the scopes of its token is answered 403 with the scope it needs', async () => {
  const { world, as, call } = await startWithOauth();
  const refused = await call(dropRed, as({ scope: 'read migrate' }));
  expect(refused.status).toBe(403);
  expect(refused.headers.get('www-authenticate')).toBe(
    `Bearer error="insufficient_scope", scope="change", resource_metadata="${metadataUrl}"`,
  );
  const reading = await call({ name: 'access_list_boxes', arguments: {} }, as({ scope: 'change' }));
  expect(reading.status).toBe(403);
  expect((await call(dropRed, as({ scope: 'openid' }))).status).toBe(403);
  expect((await call(dropRed, as({ scope: 'change' }))).status).toBe(200);
  expect(world.boxesOf(here).has('red')).toBe(true);
});

test('a search for tools finds what the token may call', async () => {
  const { as, call } = await startWithOauth({ FES_TOOL_SURFACE: 'compact' });
  const search = { name: 'tools_search', arguments: { query: 'drop box', limit: 20 } };
  const idsFor = async (scope: string) => JSON.stringify(await (await call(search, as({ scope }))).json());
  expect(await idsFor('read change')).toContain('access.drop_box');
  expect(await idsFor('read')).not.toContain('access.drop');
});

test('a tool that is called through another needs its own scope', async () => {
  const { world, as, call } = await startWithOauth({ FES_TOOL_SURFACE: 'compact' });
  const through = (tool: string, args: object) => ({ name: 'tools_call', arguments: { tool, arguments: args } });
  const read = await call(through('access.list_boxes', {}), as({ scope: 'read' }));
  expect(await read.json()).toMatchObject({ result: { structuredContent: { total: 2 } } });
  const change = through('access.drop_box', { name: 'red' });
  expect((await call(change, as({ scope: 'read' }))).status).toBe(403);
  expect((await call(change, as({ scope: 'change' }))).status).toBe(200);
  expect(world.boxesOf(here).has('red')).toBe(true);
});

test('a caller with a token is not our backend', async () => {
  const { url, mcpToken, as } = await startWithOauth();
  const asOther = await fetch(`${url}/operations/x`, { headers: { ...as({}), 'FES-Principal': 'bob' } });
  expect(asOther.status).toBe(401);
  expect((await fetch(`${url}/operations/x`, { headers: as({}) })).status).toBe(401);
  const backend = { authorization: `Bearer ${mcpToken}`, 'FES-Principal': 'bob' };
  expect((await fetch(`${url}/operations/x`, { headers: backend })).status).toBe(404);
});

test('when the keys cannot be read, it says so instead of asking people to sign in', async () => {
  const { issuer, as, call } = await startWithOauth();
  issuer.goDown();
  expect((await call(dropRed, as({ scope: 'change' }))).status).toBe(503);
});
