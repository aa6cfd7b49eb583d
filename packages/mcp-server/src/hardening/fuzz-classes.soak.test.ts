import { amount, reached } from '@fes-assistant/testing';
import { expect, test } from 'vitest';
import { type Deliver, toApp } from '../../test/deliver.ts';
import { hostileKey, hostileText, hostileValue } from '../../test/hostile/hostile-values.ts';
import { faultOf } from '../../test/hostile/judge-answer.ts';
import { Random } from '../../test/hostile/random.ts';
import { edgeObject, type Schema } from '../../test/hostile/schema-values.ts';
import { openOnSimulator, unsafeRequests } from '../../test/start-test-server.ts';
import { jsonHeaders, legacyWire, modernWire, type Wire, type WireAnswer } from '../../test/wire.ts';

const seed = 20_261_124;
const capabilities = { extensions: { 'io.modelcontextprotocol/tasks': {} } };

interface Target {
  deliver: Deliver;
  headers: Record<string, string>;
  modern: Wire;
  legacy: Awaited<ReturnType<typeof legacyWire>>;
  random: Random;
  tools: { name: string; inputSchema: Schema }[];
}

/** What one try found wrong; nothing when all was as it should be. */
type Try = (target: Target) => Promise<string | undefined>;

async function openTarget() {
  const { app, demo, headers } = await openOnSimulator();
  const deliver = toApp(app);
  const modern = modernWire(deliver, { headers, capabilities });
  const legacy = await legacyWire(deliver, { headers });
  const { result } = JSON.parse((await modern.send({ method: 'tools/list' })).text) as {
    result: Pick<Target, 'tools'>;
  };
  const target: Target = { deliver, headers, modern, legacy, random: new Random(seed), tools: result.tools };
  return { target, demo };
}

/** A refusal says so; anything else must be a result. */
function judged(what: unknown, answer: WireAnswer): string | undefined {
  const fault = faultOf(answer);
  return fault && `${fault}: ${JSON.stringify(what)?.slice(0, 600)} → ${answer.text.slice(0, 300)}`;
}

async function sent(wire: Wire, message: Parameters<Wire['send']>[0]): Promise<string | undefined> {
  return judged(message, await wire.send(message));
}

const anyWire = ({ random, modern, legacy }: Target) => (random.chance(0.5) ? modern : legacy);

const validEdges: Try = (target) => {
  const { name, inputSchema } = target.random.pick(target.tools);
  const args = edgeObject(target.random, inputSchema);
  return sent(anyWire(target), { method: 'tools/call', params: { name, arguments: args } });
};

const invalidArguments: Try = (target) => {
  const { random } = target;
  const { name, inputSchema } = random.pick(target.tools);
  const args = edgeObject(random, inputSchema);
  const key = random.chance(0.7)
    ? random.pick([...Object.keys(inputSchema.properties ?? {}), 'x'])
    : hostileKey(random);
  const spoiled = Object.fromEntries([...Object.entries(args), [key, hostileValue(random)]]);
  const given = random.chance(0.1) ? hostileValue(random) : spoiled;
  return sent(anyWire(target), { method: 'tools/call', params: { name, arguments: given } });
};

const methods = [
  'initialize',
  'ping',
  'server/discover',
  'tools/list',
  'tools/call',
  'resources/list',
  'resources/read',
  'resources/templates/list',
  'resources/subscribe',
  'resources/unsubscribe',
  'prompts/list',
  'prompts/get',
  'completion/complete',
  'logging/setLevel',
  'tasks/get',
  'tasks/update',
  'tasks/cancel',
  'sampling/createMessage',
  'elicitation/create',
  'roots/list',
];
const members = ['name', 'uri', 'cursor', 'arguments', 'ref', 'argument', 'level', 'taskId', 'inputResponses'];

/** Each parameter of each method in each type that it has not. */
const protocolTypes: Try = (target) => {
  const { random } = target;
  const params = Object.fromEntries(
    members.filter(() => random.chance(0.4)).map((name) => [name, hostileValue(random)]),
  );
  return sent(anyWire(target), { method: random.pick(methods), params });
};

/** Messages that are none. */
const structures: Try = async ({ random, deliver, headers, legacy }) => {
  const message: Record<string, unknown> = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} };
  for (const member of Object.keys(message)) if (random.chance(0.4)) message[member] = hostileValue(random);
  for (const member of Object.keys(message)) if (random.chance(0.2)) delete message[member];
  const session = random.chance(0.5) ? { 'mcp-session-id': legacy.session } : {};
  return posted(random.chance(0.9) ? message : hostileValue(random), { deliver, headers: { ...headers, ...session } });
};

/** Things in an order in which they make no sense. */
const lifecycles: Try = async (target) => {
  const { random, deliver, headers } = target;
  const wire = await legacyWire(deliver, { headers });
  const steps: (() => Promise<string | undefined>)[] = [
    () =>
      sent(wire, { method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: {} } }),
    () => sent(wire, { method: 'notifications/initialized' }),
    () => sent(wire, { method: 'server/discover' }),
    () => sent(wire, { method: 'tools/list' }),
    () => sent(target.modern, { method: 'initialize' }),
    () =>
      posted(
        { jsonrpc: '2.0', id: 7, result: {} },
        { deliver, headers: { ...headers, 'mcp-session-id': wire.session } },
      ),
    () => posted({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 7 } }, target),
    () => posted({ jsonrpc: '2.0', id: 1, method: 'tools/list' }, target),
    async () => void (await wire.close()),
  ];
  for (let step = 0; step < 6; step += 1) {
    const fault = await random.pick(steps)();
    if (fault) return fault;
  }
  await wire.close();
  return undefined;
};

const batches: Try = async ({ random, deliver, headers, legacy }) => {
  const list = Array.from({ length: random.pick([0, 1, 2, 5, 101]) }, (_, id) =>
    random.chance(0.7) ? { jsonrpc: '2.0', id, method: random.pick(methods), params: {} } : hostileValue(random),
  );
  const revision = random.pick(['2024-11-05', '2025-03-26', '2025-11-25', '2026-07-28']);
  const own = { 'mcp-session-id': legacy.session, 'mcp-protocol-version': revision };
  return posted(list, { deliver, headers: { ...headers, ...own } });
};

const headerNames = [
  'authorization',
  'fes-principal',
  'fes-connection',
  'fes-source',
  'fes-target',
  'fes-connection-name',
];

const credentials: Try = async ({ random, modern }) => {
  const value = random.pick([
    '',
    'x',
    'Bearer',
    'Bearer x y',
    'Basic eDp4',
    'e30',
    'bnVsbA',
    'W10',
    '%',
    'a'.repeat(20_000),
  ]);
  const message = { method: 'tools/call', params: { name: 'access_get_my_user', arguments: {} } };
  return judged(value, await modern.send(message, { [random.pick(headerNames)]: value }));
};

/** Names of resources, prompts and things to complete, with all that could lead elsewhere. */
const names: Try = (target) => {
  const { random } = target;
  const text = hostileText(random);
  const uri =
    random.pick(['fes://', 'fes://operation/', 'sisense://dashboard/', 'sisense://user/', 'file://', '']) + text;
  const ref = random.pick([
    { type: 'ref/prompt', name: text },
    { type: 'ref/resource', uri },
  ]);
  const argument = { name: random.pick(['user', 'dashboard', text]), value: text };
  return sent(
    anyWire(target),
    random.pick([
      { method: 'resources/read', params: { uri } },
      { method: 'resources/subscribe', params: { uri } },
      {
        method: 'prompts/get',
        params: { name: random.pick(['off_board_user', text]), arguments: { user: text, successor: text } },
      },
      { method: 'completion/complete', params: { ref, argument } },
    ]),
  );
};

async function posted(
  message: unknown,
  { deliver, headers }: { deliver: Deliver; headers: Record<string, string> },
): Promise<string | undefined> {
  const body = JSON.stringify(message) ?? '';
  const response = await deliver({ method: 'POST', path: '/mcp', headers: { ...jsonHeaders, ...headers }, body });
  const type = response.headers.get('content-type') ?? '';
  const opened = response.headers.get('mcp-session-id');
  const answer = { status: response.status, type, text: await response.text() };
  if (opened !== null && headers['mcp-session-id'] === undefined) {
    await deliver({ method: 'DELETE', path: '/mcp', headers: { ...headers, 'mcp-session-id': opened } });
  }
  return judged(message, answer);
}

test.each([
  ['arguments at the edges of every schema', validEdges, { share: 60, all: 6_000 }],
  ['arguments of every schema, spoiled', invalidArguments, { share: 120, all: 20_000 }],
  ['parameters of wrong types', protocolTypes, { share: 150, all: 20_000 }],
  ['messages that are none', structures, { share: 150, all: 20_000 }],
  ['an order that makes no sense', lifecycles, { share: 15, all: 3_000 }],
  ['lists of messages', batches, { share: 40, all: 5_000 }],
  ['credentials and connections', credentials, { share: 60, all: 5_000 }],
  ['names of resources, prompts and completions', names, { share: 80, all: 20_000 }],
] satisfies [string, Try, { share: number; all: number }][])(
  '%s find nothing',
  { timeout: 3_600_000 },
  async (what, attempt, figures) => {
    const { target, demo } = await openTarget();
    const tries = amount(figures);
    const found: string[] = [];
    for (let at = 0; at < tries; at += 1) {
      const fault = await attempt(target);
      if (fault) found.push(fault);
    }
    const unsafe = unsafeRequests(demo);
    const got = `${tries.toLocaleString('en')} tries, ${found.length + unsafe.length} findings`;
    reached({ target: 'T-28', what, wanted: '0 findings', got, ok: found.length + unsafe.length === 0 });
    expect(found.slice(0, 5)).toEqual([]);
    expect(unsafe.slice(0, 5)).toEqual([]);
  },
);
