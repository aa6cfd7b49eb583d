import { approvalKey, type ChangeAnswer } from '@fes-assistant/protocol';
import type { Client } from '@modelcontextprotocol/client';
import { expect, test } from 'vitest';
import { connectClient, here, startTestServer } from '../../test/start-test-server.ts';

const capabilities = { elicitation: { form: {} } };
const dropRed = { name: 'access_drop_box', arguments: { name: 'red' } };

async function approveCall(client: Client, call: { name: string; arguments: Record<string, unknown> }) {
  const asked = (await client.callTool(call, { allowInputRequired: true })) as unknown as { requestState: string };
  const inputResponses = { [approvalKey]: { action: 'accept', content: { decision: 'approve' } } };
  const params = { ...call, inputResponses, requestState: asked.requestState };
  const { structuredContent } = await client.callTool(params as typeof call);
  return structuredContent as unknown as ChangeAnswer;
}

test('a change that takes long answers in time, is watched to its end, listed, and taken back', async () => {
  const { url, world } = await startTestServer({ patienceMs: 50 });
  const client = await connectClient(url, { revision: '2026-07-28', capabilities });
  world.gate.hold();
  const { state, operation_id } = await approveCall(client, dropRed);
  expect(state).toBe('running');
  expect(world.boxesOf(here).has('red')).toBe(true);

  world.gate.open();
  const call = { name: 'operations_watch', arguments: { operation_id } };
  const watched = await client.callTool(call, { onprogress: () => undefined });
  expect(watched.structuredContent).toMatchObject({ state: 'done' });
  expect(world.boxesOf(here).has('red')).toBe(false);

  const listed = await client.callTool({ name: 'operations_list', arguments: {} });
  expect(listed.structuredContent).toMatchObject({ rows: [{ id: operation_id, state: 'done', undoable: true }] });

  const undone = await approveCall(client, { name: 'operations_undo', arguments: { operation_id } });
  expect(undone).toMatchObject({ state: 'done', operation: { plan: { undoes: operation_id } } });
  expect(world.boxesOf(here).get('red')).toBe(1);
});

test('leaving a call stops nothing; operations.cancel and POST /mcp/cancel of the own session do', async () => {
  const { url, world } = await startTestServer({ patienceMs: 50 });
  const client = await connectClient(url, {
    revision: '2025-11-25',
    capabilities,
    prepare: (one) =>
      one.setRequestHandler('elicitation/create', () => ({ action: 'accept', content: { decision: 'approve' } })),
  });
  world.gate.hold();
  const { operation_id } = (await client.callTool(dropRed)).structuredContent as unknown as ChangeAnswer;
  const cancel = (id: string) => fetch(`${url}/mcp/cancel`, { method: 'POST', headers: { 'mcp-session-id': id } });
  expect((await cancel('of-somebody-else')).status).toBe(404);
  const session = (client.transport as unknown as { sessionId: string }).sessionId;
  expect(await (await cancel(session)).json()).toEqual({ ok: true, calls: 0, operations: [operation_id] });
  world.gate.open();
  const call = { name: 'operations_watch', arguments: { operation_id } };
  const { structuredContent } = await client.callTool(call, { onprogress: () => undefined });
  expect(structuredContent).toMatchObject({ operation: { cancelRequested: true } });
});
