import { describe, expect, test } from 'vitest';
import { toApp } from '../../test/deliver.ts';
import { openFuzzTarget } from '../../test/hostile/fuzz-target.ts';
import { faultOf } from '../../test/hostile/judge-answer.ts';
import { connectClient, openOnSimulator, startTestServer } from '../../test/start-test-server.ts';
import { jsonHeaders, modernWire } from '../../test/wire.ts';

/** What every object of the language has, and no list of ours. */
const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

describe.each(names)('the name %s', (name) => {
  test('is no tool, prompt, argument, resource, operation, result or column', async () => {
    const { url } = await startTestServer();
    const client = await connectClient(url, { revision: '2026-07-28' });
    await client.callTool({ name: 'access_list_boxes', arguments: {} });
    await expect(client.callTool({ name, arguments: {} })).rejects.toThrow('There is no tool named');
    await expect(client.getPrompt({ name, arguments: {} })).rejects.toThrow('There is no prompt named');
    const argument = { name, value: 'a' };
    const completions = await Promise.all([
      client.complete({ ref: { type: 'ref/prompt', name }, argument }),
      client.complete({ ref: { type: 'ref/prompt', name: 'off_board_user' }, argument }),
    ]);
    expect(completions.map(({ completion }) => completion.values)).toEqual([[], []]);
    await expect(client.readResource({ uri: `sisense://${name}/x` })).rejects.toThrow('not found');
    await expect(client.readResource({ uri: `fes://operation/${name}` })).rejects.toThrow('not found');
    const said = async (tool: string, args: Record<string, unknown>) =>
      JSON.stringify((await client.callTool({ name: tool, arguments: args })).content);
    const where = [{ column: name, is: 'contains', value: 'native' }];
    expect(await said('results_count', { result: '$r1', where })).toContain('0');
    expect(await said('results_sum', { result: '$r1', column: name })).toContain('has no column');
    expect(await said('results_filter', { result: '$r1', where })).toContain('has no column');
    expect(await said('access_list_boxes', { min_size: `$r1.rows[0].${name}` })).toContain('no column');
  });
});

/** A length that is no number, which the library for schemas would compare with one. */
const lengthy = { length: { toString: null } };

test('a value with a length of its own is of a wrong type, for tools, tasks, operations and tokens', async () => {
  const { app, headers, mcpToken } = await openOnSimulator();
  const deliver = toApp(app);
  const wire = modernWire(deliver, { headers, capabilities: { extensions: { 'io.modelcontextprotocol/tasks': {} } } });
  const call = (name: string, args: object) => wire.send({ method: 'tools/call', params: { name, arguments: args } });
  const answers = await Promise.all([
    call('operations_get', { operation_id: lengthy }),
    call('access_get_user', { user_email: lengthy }),
    call('dashboard_get_dashboards', { fields: ['constructor'] }),
    call('custom_code_get_notebooks', { params: { toString: null } }),
    wire.send({ method: 'tasks/get', params: { taskId: lengthy } }),
    wire.send({ method: 'resources/read', params: { uri: lengthy } }),
    wire.send({ method: 'completion/complete', params: { ref: lengthy, argument: lengthy } }),
  ]);
  expect(answers.map(faultOf)).toEqual(answers.map(() => undefined));
  const own = { ...jsonHeaders, ...headers, authorization: `Bearer ${mcpToken}` };
  const body = JSON.stringify({ digest: lengthy });
  const approve = { method: 'POST', path: '/operations/x/approve', headers: own, body };
  expect((await deliver(approve)).status).toBe(400);
});

test('nor does a token of nobody with such a claim come further than any other', async () => {
  const { app } = await openFuzzTarget({
    FES_OAUTH_ISSUER: 'https://login.acme.com',
    FES_OAUTH_AUDIENCE: 'https://fes.acme.com/mcp',
    FES_OAUTH_JWKS_URL: 'https://login.acme.com/keys',
  });
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'x', aud: 'x', exp: 1, sub: lengthy };
  const authorization = `Bearer ${part({ alg: 'RS256', kid: lengthy })}.${part(claims)}.AA`;
  const { status } = await toApp(app)({ method: 'GET', path: '/mcp', headers: { authorization } });
  expect(status).toBe(401);
});
