import { setTimeout as pause } from 'node:timers/promises';
import type { ChangeAnswer } from '@fes-assistant/protocol';
import { amount, reached } from '@fes-assistant/testing';
import type { Catalog, Tool } from '@fes-assistant/tools';
import { expect, test } from 'vitest';
import { createBoxWorld } from '../../test/box-world.ts';
import { type Deliver, toUrl } from '../../test/deliver.ts';
import { Random } from '../../test/hostile/random.ts';
import { chatHeaders, startTestServer } from '../../test/start-test-server.ts';
import { jsonHeaders, legacyWire, modernWire, type Wire } from '../../test/wire.ts';

const seed = 20_261_124;
const tasks = { extensions: { 'io.modelcontextprotocol/tasks': {} } };
const forms = { elicitation: { form: {} } };

/** One client: a person of their own, on a deployment of their own, in which everything is named after them. */
interface Tenant {
  canary: string;
  headers: Record<string, string>;
  wire: Wire;
  /** Of 2025-11-25. */
  session: string | undefined;
  /** Proposed by this person and never approved. */
  operation: string;
  /** Signed for this person; only 2026-07-28 has it. */
  state: string | undefined;
  lastId: number;
}

/** Boxes are read after a moment, so that answers overtake one another. */
function overtaking(catalog: Catalog, random: Random): Catalog {
  const slow = (tool: Tool): Tool =>
    tool.effect === 'read'
      ? { ...tool, run: async (...given) => pause(random.below(4)).then(() => tool.run(...given)) }
      : tool;
  const tools = catalog.tools.map(slow);
  return {
    ...catalog,
    tools,
    findTool: (name) => tools[catalog.tools.findIndex(({ id }) => id === catalog.findTool(name)?.id)],
  };
}

async function startForTenants(count: number) {
  const random = new Random(seed);
  const world = createBoxWorld();
  const { catalog, connect } = world;
  const server = await startTestServer({
    env: { FES_SISENSE_HOSTS: '10.1.0.0/16' },
    catalog: overtaking(catalog, random),
    connect,
  });
  const deliver = toUrl(server.url);
  const tenants: Tenant[] = [];
  for (let at = 0; at < count; at += 1) {
    const origin = `https://10.1.${Math.floor(at / 200)}.${(at % 200) + 1}`;
    const canary = `canary-${at}-end`;
    const boxes = world.boxesOf(origin);
    boxes.clear();
    boxes.set(canary, at);
    const person = { authorization: `Bearer ${server.mcpToken}`, 'FES-Principal': `person-${at}` };
    tenants.push(await tenantOf({ deliver, canary, headers: { ...chatHeaders(origin, `token-${at}`), ...person } }));
  }
  return { tenants, deliver, random };
}

async function tenantOf({
  deliver,
  canary,
  headers,
}: {
  deliver: Deliver;
  canary: string;
  headers: Record<string, string>;
}) {
  const isModern = Number(/\d+/.exec(canary)?.[0]) % 2 === 0;
  const legacy = isModern ? undefined : await legacyWire(deliver, { headers });
  const wire = legacy ?? modernWire(deliver, { headers, capabilities: tasks });
  const drop = { method: 'tools/call', params: { name: 'access_drop_box', arguments: { name: canary } } };
  const proposed = await modernWire(deliver, { headers, capabilities: forms }).send(drop);
  const { result } = JSON.parse(proposed.text) as { result: { requestState: string; _meta: Record<string, unknown> } };
  const { id } = result._meta['fes/operation'] as ChangeAnswer['operation'];
  await wire.send({ method: 'tools/call', params: { name: 'access_list_boxes', arguments: {} }, id: 0 });
  return { canary, headers, wire, session: legacy?.session, operation: id, state: result.requestState, lastId: 0 };
}

/** What a client asks for itself: in the answer stand its own id, its own canary, and nobody else's. */
const own: ((tenant: Tenant) => { method: string; params: Record<string, unknown> })[] = [
  () => ({ method: 'tools/call', params: { name: 'access_list_boxes', arguments: {} } }),
  () => ({ method: 'tools/call', params: { name: 'access_list_boxes', arguments: {} } }),
  () => ({ method: 'tools/call', params: { name: 'results_rows', arguments: { result: '$r1' } } }),
  () => ({ method: 'tools/call', params: { name: 'operations_list', arguments: {} } }),
  ({ operation }) => ({
    method: 'tools/call',
    params: { name: 'operations_get', arguments: { operation_id: operation } },
  }),
  ({ operation }) => ({ method: 'resources/read', params: { uri: `fes://operation/${operation}` } }),
];

async function faultOfOwn(tenant: Tenant, random: Random): Promise<string | undefined> {
  const message = random.pick(own)(tenant);
  tenant.lastId += 1;
  const id = tenant.lastId;
  const { text } = await tenant.wire.send({ ...message, id });
  const isMine = text.includes(tenant.canary) && new RegExp(`"id":${id}[,}]`).test(text);
  return isMine && !foreign(text, tenant)
    ? undefined
    : `${tenant.canary} ${JSON.stringify(message)}: ${text.slice(0, 400)}`;
}

function foreign(text: string, { canary }: Tenant): boolean {
  return (text.match(/canary-\d+-end/g) ?? []).some((found) => found !== canary);
}

interface Theft {
  thief: Tenant;
  victim: Tenant;
  deliver: Deliver;
}

/** Ids of somebody else, wherever one can be said. Each must be refused, and say nothing. */
const thefts: ((theft: Theft) => Promise<string>)[] = [
  ...['operations_get', 'operations_watch', 'operations_cancel', 'operations_resume', 'operations_undo'].map(
    (name) =>
      ({ thief, victim }: Theft) =>
        said(thief.wire, 'tools/call', { name, arguments: { operation_id: victim.operation } }),
  ),
  ({ thief, victim }) => said(thief.wire, 'resources/read', { uri: `fes://operation/${victim.operation}` }),
  ({ thief, victim }) => said(thief.wire, 'resources/subscribe', { uri: `fes://operation/${victim.operation}` }),
  ({ thief, victim }) => said(thief.wire, 'tasks/get', { taskId: victim.operation }),
  ({ thief, victim }) => said(thief.wire, 'tasks/cancel', { taskId: victim.operation }),
  ({ thief, victim }) => said(thief.wire, 'tasks/update', { taskId: victim.operation, inputResponses: approval }),
  ({ thief }) => said(thief.wire, 'tools/call', { name: 'results_rows', arguments: { result: '$r900000' } }),
  async ({ thief, victim, deliver }) => {
    const wire = modernWire(deliver, { headers: thief.headers, capabilities: forms });
    const call = { name: 'access_drop_box', arguments: { name: victim.canary } };
    return said(wire, 'tools/call', { ...call, inputResponses: approval, requestState: victim.state });
  },
  ({ thief, victim, deliver }) => route({ thief, deliver }, ['GET', `/operations/${victim.operation}`]),
  ({ thief, victim, deliver }) => route({ thief, deliver }, ['POST', `/operations/${victim.operation}/approve`]),
  ({ thief, victim, deliver }) => route({ thief, deliver }, ['POST', `/operations/${victim.operation}/decline`]),
  ({ thief, victim, deliver }) => session({ thief, victim, deliver }, ['POST', '/mcp']),
  ({ thief, victim, deliver }) => session({ thief, victim, deliver }, ['GET', '/mcp']),
  ({ thief, victim, deliver }) => session({ thief, victim, deliver }, ['DELETE', '/mcp']),
  ({ thief, victim, deliver }) => session({ thief, victim, deliver }, ['POST', '/mcp/cancel']),
];
const approval = { approval: { action: 'accept', content: { decision: 'approve' } } };

async function said(wire: Wire, method: string, params: Record<string, unknown>): Promise<string> {
  const { text } = await wire.send({ method, params, id: 'theft' });
  return /"error":|"isError":true/.test(text) ? text.replaceAll(/"message":"[^"]*"/g, '') : `not refused: ${text}`;
}

async function route({ thief, deliver }: Omit<Theft, 'victim'>, [method, path]: [string, string]): Promise<string> {
  const body = JSON.stringify({ digest: '0'.repeat(64) });
  const headers = { ...jsonHeaders, ...thief.headers };
  const response = await deliver({ method, path, headers, ...(method === 'GET' ? {} : { body }) });
  return response.status === 404 ? response.text() : `not refused: ${response.status} ${await response.text()}`;
}

async function session({ thief, victim, deliver }: Theft, [method, path]: [string, string]): Promise<string> {
  const id = victim.session ?? 'none';
  const headers = { ...jsonHeaders, ...thief.headers, 'mcp-session-id': id, 'mcp-protocol-version': '2025-11-25' };
  const body = JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'tools/list' });
  const response = await deliver({ method, path, headers, ...(method === 'POST' ? { body } : {}) });
  return response.status === 404 ? response.text() : `not refused: ${response.status}`;
}

test('nobody ever gets an answer of somebody else, whatever ids they use', { timeout: 3_600_000 }, async () => {
  const clients = amount({ share: 24, all: 500 });
  const calls = amount({ share: 600, all: 100_000 });
  const stolen = amount({ share: 160, all: 10_000 });
  const { tenants, deliver, random } = await startForTenants(clients);
  const faults: string[] = [];
  const rounds = Math.ceil(calls / clients);
  const ask = async (tenant: Tenant) => {
    for (let round = 0; round < rounds; round += 1) {
      const fault = await faultOfOwn(tenant, random);
      if (fault) faults.push(fault);
    }
  };
  await Promise.all(tenants.map(ask));
  const made = rounds * clients;
  const got = `${made.toLocaleString('en')} calls of ${clients} clients, ${faults.length}`;
  reached({
    target: 'T-29',
    what: 'cross-deliveries',
    wanted: '100,000 calls of 500 clients, 0',
    got,
    ok: faults.length === 0 && made >= 100_000,
  });
  expect(faults.slice(0, 5)).toEqual([]);

  const breaches: string[] = [];
  for (let at = 0; at < stolen; at += 1) {
    const thief = random.pick(tenants);
    const victim = random.pick(tenants.filter((tenant) => tenant !== thief));
    const steal = thefts[at % thefts.length] ?? random.pick(thefts);
    const text = await steal({ thief, victim, deliver });
    if (text.startsWith('not refused') || foreign(text, thief)) breaches.push(text.slice(0, 400));
  }
  const refused = `${stolen.toLocaleString('en')}, ${breaches.length} let through`;
  reached({
    target: 'T-29',
    what: 'ids of somebody else',
    wanted: '100 % refused',
    got: refused,
    ok: breaches.length === 0,
  });
  expect(breaches.slice(0, 5)).toEqual([]);
});
