import type { KnownThings, SoundRequest } from './hostile-request.ts';
import type { Random } from './random.ts';

const capabilities = 'io.modelcontextprotocol/clientCapabilities';
const version = 'io.modelcontextprotocol/protocolVersion';
const clientInfo = 'io.modelcontextprotocol/clientInfo';
const tasks = 'io.modelcontextprotocol/tasks';

type Params = Record<string, unknown>;
type Make = (random: Random, known: KnownThings) => Params;

const ofCall: Make = (random, { calls }) => {
  const { name, arguments: args } = random.pick(calls);
  return { name, arguments: args };
};

const ofTask: Make = (random, { operations }) => ({ taskId: random.pick(operations) });

/** Every method that a client may send, with parameters that fit. */
const requests: [string, Make][] = [
  ['tools/list', () => ({})],
  ['tools/call', ofCall],
  ['tools/call', ofCall],
  ['tools/call', ofCall],
  ['tools/call', ofCall],
  ['tools/call', ofCall],
  ['tools/call', ofCall],
  ['tools/call', ofCall],
  ['tools/call', answeredCall],
  ['resources/list', () => ({})],
  ['resources/templates/list', () => ({})],
  ['resources/read', (random, { operations }) => ({ uri: resourceUri(random, operations) })],
  ['prompts/list', () => ({})],
  ['prompts/get', () => ({ name: 'off_board_user', arguments: { user: 'a@b.c', successor: 'd@e.f' } })],
  [
    'completion/complete',
    () => ({ ref: { type: 'ref/prompt', name: 'off_board_user' }, argument: { name: 'user', value: 'a' } }),
  ],
];

const modernRequests: [string, Make][] = [
  ['server/discover', () => ({})],
  ['subscriptions/listen', () => ({ notifications: { resourceSubscriptions: ['fes://operation/x'] } })],
  ['tasks/get', ofTask],
  ['tasks/cancel', ofTask],
  ['tasks/update', (random, known) => ({ ...ofTask(random, known), inputResponses: {} })],
];

const legacyRequests: [string, Make][] = [
  [
    'initialize',
    () => ({ protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'fuzzer', version: '1' } }),
  ],
  ['ping', () => ({})],
  ['logging/setLevel', () => ({ level: 'info' })],
  ['resources/subscribe', () => ({ uri: 'fes://operation/x' })],
  ['resources/unsubscribe', () => ({ uri: 'fes://operation/x' })],
];

const notifications: [string, Make][] = [
  ['notifications/initialized', () => ({})],
  ['notifications/cancelled', (random) => ({ requestId: random.below(5), reason: 'enough' })],
  ['notifications/progress', (random) => ({ progressToken: random.below(5), progress: 1 })],
  ['notifications/roots/list_changed', () => ({})],
];

function answeredCall(random: Random, known: KnownThings): Params {
  const inputResponses = { approval: { action: 'accept', content: { decision: 'approve' } } };
  const { states } = known;
  const requestState = states.length === 0 ? 'e30.e30' : tampered(random, random.pick(states));
  return { ...ofCall(random, known), inputResponses, requestState };
}

/** A signed state with one character changed: what is signed may never be approved by a fuzzer's own words. */
function tampered(random: Random, state: string): string {
  const at = random.below(state.length);
  return state.slice(0, at) + (state[at] === 'A' ? 'B' : 'A') + state.slice(at + 1);
}

function resourceUri(random: Random, operations: readonly string[]): string {
  const id = random.pick(operations);
  return random.pick(['fes://catalog', `fes://operation/${id}`, 'sisense://dashboard/x', 'sisense://user/x']);
}

/** A message that the server would answer as it should, of either revision. */
export function soundRequest(random: Random, known: KnownThings): SoundRequest {
  return random.chance(0.55) ? modernRequest(random, known) : legacyRequest(random, known);
}

function modernRequest(random: Random, known: KnownThings): SoundRequest {
  const [method, make] = random.pick([...requests, ...modernRequests]);
  const declared = random.pick([
    {},
    { elicitation: {} },
    { elicitation: { form: {}, url: {} } },
    { extensions: { [tasks]: {} } },
  ]);
  const _meta = {
    [version]: '2026-07-28',
    [clientInfo]: { name: 'fuzzer', version: '1' },
    [capabilities]: declared,
    ...(random.chance(0.1) ? { progressToken: random.below(5) } : {}),
  };
  const params = { ...make(random, known), _meta };
  const name = nameOf(method, params);
  return {
    revision: '2026-07-28',
    message: { jsonrpc: '2.0', id: random.below(1_000), method, params },
    headers: {
      ...known.connection,
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(name === undefined ? {} : { 'mcp-name': name }),
    },
  };
}

function nameOf(method: string, params: Params): string | undefined {
  const name = method === 'resources/read' ? params['uri'] : (params['name'] ?? params['taskId']);
  return typeof name === 'string' ? name : undefined;
}

function legacyRequest(random: Random, known: KnownThings): SoundRequest {
  const isNotice = random.chance(0.15);
  const [method, make] = random.pick(isNotice ? notifications : [...requests, ...legacyRequests]);
  const params = make(random, known);
  const opens = method === 'initialize';
  return {
    revision: '2025-11-25',
    message: { jsonrpc: '2.0', ...(isNotice ? {} : { id: random.below(1_000) }), method, params },
    headers: {
      ...known.connection,
      'mcp-protocol-version': '2025-11-25',
      ...(opens ? {} : { 'mcp-session-id': random.pick(known.sessions) }),
    },
  };
}
