import { approvalKey, type ChangeAnswer, callMeta, type Operation } from '@fes-assistant/protocol';
import type { CallToolResult, Client } from '@modelcontextprotocol/client';
import { describe, expect, test } from 'vitest';
import { chatHeaders, connectClient, here, startTestServer, there } from '../test/start-test-server.ts';

const dropRed = { name: 'access_drop_box', arguments: { name: 'red' } };
const forms = { elicitation: { form: {} } };
const modern = '2026-07-28' as const;
const legacy = '2025-11-25' as const;

interface Asked {
  resultType: string;
  inputRequests: Record<string, { params: { message: string; mode?: string; url?: string } }>;
  requestState: string;
  _meta: Record<string, unknown>;
}

/** The call as a host repeats it with what the person said. */
function repeat(
  client: Client,
  { call = dropRed, said, state }: { call?: typeof dropRed; said: object; state: string },
) {
  const params = { ...call, inputResponses: { [approvalKey]: said }, requestState: state };
  return client.callTool(params, { allowInputRequired: true });
}

async function ask(client: Client, call = dropRed): Promise<Asked> {
  return (await client.callTool(call, { allowInputRequired: true })) as unknown as Asked;
}

const approve = { action: 'accept', content: { decision: 'approve' } };

function answerOf(result: CallToolResult): ChangeAnswer {
  return result.structuredContent as unknown as ChangeAnswer;
}

describe.each([modern, legacy])('a %s client that cannot ask anybody', (revision) => {
  test('changes nothing and gets a link', async () => {
    const { url, world } = await startTestServer();
    const client = await connectClient(url, { revision });
    await client.listTools();
    const result = await client.callTool(dropRed);
    expect(result.isError).toBeFalsy();
    const answer = answerOf(result);
    expect(answer).toMatchObject({ state: 'proposed', operation: { plan: { summary: 'Drop box red' } } });
    expect(answer.digest).toHaveLength(64);
    expect(answer.approval_url).toBe(`${url}/approve/${answer.operation_id}`);
    expect(JSON.stringify(result.content)).toContain('Nothing has changed yet');
    expect(world.boxesOf(here).has('red')).toBe(true);
  });

  test('cannot approve with any argument', async () => {
    const { url, world } = await startTestServer();
    const client = await connectClient(url, { revision });
    for (const more of [{ approved: true }, { decision: 'approve' }, { approved_keys: ['x'] }, { confirm: 'yes' }]) {
      const result = await client.callTool({ ...dropRed, arguments: { name: 'red', ...more } });
      expect(result.isError).toBe(true);
    }
    expect(world.boxesOf(here).has('red')).toBe(true);
  });
});

test('a client in a loop gets fifty plans to wait for one person, and then a sentence', async () => {
  const { url } = await startTestServer();
  const client = await connectClient(url, { revision: modern });
  for (let count = 0; count < 50; count += 1) expect((await client.callTool(dropRed)).isError).toBeFalsy();
  const refused = await client.callTool(dropRed);
  expect(refused.isError).toBe(true);
  expect(JSON.stringify(refused.content)).toContain(
    '50 changes that you asked for wait for approval already: approve or decline some of them, then ask again.',
  );
});

describe('a 2026-07-28 client that brings back what a person said', () => {
  test('is asked with the plan in words, and the approved plan is carried out, with progress', async () => {
    const { url, world } = await startTestServer();
    const client = await connectClient(url, { revision: modern, capabilities: forms });
    const asked = await ask(client);
    expect(asked.resultType).toBe('input_required');
    expect(asked.inputRequests[approvalKey]?.params.message).toContain('Drop box red');
    expect(asked._meta[callMeta.operation]).toMatchObject({ state: 'proposed' });
    expect(world.boxesOf(here).has('red')).toBe(true);
    const told: string[] = [];
    const result = await client.callTool(
      { ...dropRed, inputResponses: { [approvalKey]: approve }, requestState: asked.requestState } as typeof dropRed,
      { onprogress: ({ message }) => told.push(message ?? '') },
    );
    expect(answerOf(result)).toMatchObject({ state: 'done', operation: { undoable: true } });
    expect(told).toContain('delete box "red": Lifting the box');
    expect(world.boxesOf(here).has('red')).toBe(false);
  });

  test('declines, cancels, or says nothing: nothing changes', async () => {
    const { url, world } = await startTestServer();
    const client = await connectClient(url, { revision: modern, capabilities: forms });
    const first = await ask(client);
    const declined = await repeat(client, { said: { action: 'decline' }, state: first.requestState });
    expect(answerOf(declined as CallToolResult).state).toBe('declined');
    const second = await ask(client);
    const cancelled = await repeat(client, { said: { action: 'cancel' }, state: second.requestState });
    expect(answerOf(cancelled as CallToolResult).state).toBe('proposed');
    const silent = await client.callTool({ ...dropRed, requestState: second.requestState } as typeof dropRed, {
      allowInputRequired: true,
    });
    expect(silent).toMatchObject({ resultType: 'input_required' });
    expect(world.boxesOf(here).has('red')).toBe(true);
  });

  test('is refused a replayed approval, altered arguments, another tool and a forged state', async () => {
    const { url, world } = await startTestServer();
    const client = await connectClient(url, { revision: modern, capabilities: forms });
    const { requestState: state } = await ask(client);
    const blue = { name: 'access_drop_box', arguments: { name: 'blue' } };
    const altered = (await repeat(client, { call: blue, said: approve, state })) as CallToolResult;
    const otherTool = (await repeat(client, {
      call: { name: 'access_lock_box', arguments: { name: 'red' } },
      said: approve,
      state,
    })) as CallToolResult;
    for (const result of [altered, otherTool]) {
      expect(result.isError).toBe(true);
      expect(JSON.stringify(result.content)).toContain('other arguments');
    }
    const forged = `${state.slice(0, -4)}AAAA`;
    await expect(repeat(client, { said: approve, state: forged })).rejects.toThrow('requestState');
    expect([...world.boxesOf(here).keys()]).toEqual(['red', 'blue']);

    await repeat(client, { said: approve, state });
    world.boxesOf(here).set('red', 7);
    const replayed = (await repeat(client, { said: approve, state })) as CallToolResult;
    expect(replayed.isError).toBe(true);
    expect(world.boxesOf(here).get('red')).toBe(7);
  });

  test('cannot use what another person was asked', async () => {
    const { url, mcpToken, world } = await startTestServer();
    const as = (principal: string) =>
      connectClient(url, {
        revision: modern,
        capabilities: forms,
        headers: { ...chatHeaders(), authorization: `Bearer ${mcpToken}`, 'FES-Principal': principal },
      });
    const [ann, bob] = [await as('ann'), await as('bob')];
    const { requestState: state, _meta } = await ask(ann);
    await expect(repeat(bob, { said: approve, state })).rejects.toThrow('requestState');
    const { id } = _meta[callMeta.operation] as Operation;
    const looked = await bob.callTool({ name: 'operations_get', arguments: { operation_id: id } });
    expect(looked.isError).toBe(true);
    expect(world.boxesOf(here).has('red')).toBe(true);
  });

  test('cannot approve on another deployment than was planned', async () => {
    const { url, world } = await startTestServer();
    const planner = await connectClient(url, { revision: modern, capabilities: forms });
    const { requestState: state } = await ask(planner);
    const elsewhere = await connectClient(url, {
      revision: modern,
      capabilities: forms,
      headers: chatHeaders(there),
    });
    const result = (await repeat(elsewhere, { said: approve, state })) as CallToolResult;
    expect(result.isError).toBe(true);
    expect(world.boxesOf(there).has('red')).toBe(true);
  });
});

describe('a 2025-11-25 client that asks its person', () => {
  async function personWho(decision: object) {
    const server = await startTestServer();
    const asked: string[] = [];
    const client = await connectClient(server.url, {
      revision: legacy,
      capabilities: forms,
      prepare: (one) =>
        one.setRequestHandler('elicitation/create', ({ params }) => {
          asked.push(params.message);
          return decision as { action: 'accept' };
        }),
    });
    return { ...server, client, asked };
  }

  test('sees the plan and approves it in one call', async () => {
    const { client, asked, world } = await personWho(approve);
    const result = await client.callTool(dropRed);
    expect(asked.join()).toContain('Drop box red');
    expect(answerOf(result).state).toBe('done');
    expect(world.boxesOf(here).has('red')).toBe(false);
  });

  test('declines it', async () => {
    const { client, world } = await personWho({ action: 'decline' });
    const result = await client.callTool(dropRed);
    expect(answerOf(result).state).toBe('declined');
    expect(world.boxesOf(here).has('red')).toBe(true);
  });
});
