import type { Catalog, Tool } from '@fes-assistant/tools';
import type { ConnectSisense } from '../../src/connections/connection-pool.ts';
import { createBoxWorld } from '../box-world.ts';
import { chatHeaders, openTestApp } from '../start-test-server.ts';
import { mayReachDeployment } from './envelope-oracle.ts';
import type { HostileRequest, KnownThings } from './hostile-request.ts';
import { hostileRequest } from './hostile-requests.ts';
import { faultOf, type HostileAnswer } from './judge-answer.ts';
import { Random } from './random.ts';

/** How requests reach the server under test. */
export type Deliver = (request: HostileRequest) => Promise<Response>;

export interface Finding {
  seed: number;
  fault: string;
  request: HostileRequest;
  answer: HostileAnswer | undefined;
}

const base = 'http://localhost:8002/mcp';
const deadlineMs = 1_000;
const secondDeadlineMs = 9_000;
const sessionCount = 4;
const calls = [
  { name: 'access_list_boxes', arguments: { min_size: 1 } },
  { name: 'access_list_boxes', arguments: {} },
  { name: 'access_drop_box', arguments: { name: 'green' } },
  { name: 'access_lock_box', arguments: { name: 'black' } },
  { name: 'access_list_boxes', arguments: { min_size: '2' } },
  { name: 'access_open_safe', arguments: {} },
  { name: 'operations_list', arguments: { limit: 3 } },
  { name: 'operations_get', arguments: { operation_id: 'op_1' } },
  { name: 'operations_watch', arguments: { operation_id: 'op_1' } },
  { name: 'operations_undo', arguments: { operation_id: 'op_1' } },
  { name: 'results_rows', arguments: { result: '$r1' } },
  { name: 'tools_search', arguments: { query: 'boxes' } },
  { name: 'tools_call', arguments: { tool: 'access.drop_box', arguments: { name: 'green' } } },
];

/** A tool server without a port, of which it is known how often a tool of it ran. */
export async function openFuzzTarget(env: Record<string, string> = {}) {
  const counted = countedWorld();
  const opened = await openTestApp({
    env,
    catalog: counted.catalog,
    connect: counted.connect,
    patienceMs: 200,
    // Else all but the first fifty changes would be refused before they are planned.
    waitingLimits: { perPrincipal: Number.POSITIVE_INFINITY, inAll: Number.POSITIVE_INFINITY },
  });
  const inProcess: Deliver = async ({ method, headers, body }) =>
    opened.app.fetch(
      new Request(base, { method, headers: { host: 'localhost:8002', ...headers }, ...bodyOf(body) }),
      {},
    );
  return { ...opened, world: counted.world, runs: counted.runs, inProcess };
}

function bodyOf(body: HostileRequest['body']) {
  return body === undefined ? {} : { body };
}

function countedWorld() {
  const world = createBoxWorld();
  let runs = 0;
  const counting = <Args extends unknown[], Result>(work: (...args: Args) => Result) => {
    return (...args: Args): Result => {
      runs += 1;
      return work(...args);
    };
  };
  const tools = world.catalog.tools.map(
    (tool) =>
      (tool.effect === 'read' ? { ...tool, run: counting(tool.run) } : { ...tool, plan: counting(tool.plan) }) as Tool,
  );
  const byId = new Map(tools.map((tool) => [tool.id, tool]));
  const findTool: Catalog['findTool'] = (name) => byId.get(world.catalog.findTool(name)?.id ?? '');
  const catalog = { ...world.catalog, tools, findTool };
  const connect: ConnectSisense = (connection, admitted) => {
    runs += 1;
    return world.connect(connection, admitted);
  };
  return { world, catalog, connect, runs: () => runs };
}

/** Sends the requests of many seeds and gathers what was wrong with an answer. */
export class Fuzzer {
  readonly findings: Finding[] = [];
  sent = 0;
  /** Requests that reached a handler behind the checks: without some of these nothing deep was tried. */
  deep = 0;
  readonly #deliver: Deliver;
  readonly #runs: () => number;
  readonly #sessions: string[] = [];
  readonly #known: KnownThings;
  /** Processor time when it was last looked at: waiting for a core is no hang. */
  #busy = process.cpuUsage();

  constructor({ deliver, runs }: { deliver: Deliver; runs: () => number }) {
    this.#deliver = deliver;
    this.#runs = runs;
    const connection = chatHeaders();
    this.#known = { sessions: this.#sessions, connection, calls, operations: ['op_1'], states: ['e30.AAAA'] };
  }

  /** One after the other, so that a run of a tool belongs to one request. */
  async run({ from, count }: { from: number; count: number }): Promise<void> {
    for (let seed = from; seed < from + count; seed += 1) {
      while (this.#sessions.length < sessionCount) this.#sessions.push(await this.#openSession());
      await this.#try(seed);
    }
  }

  async #try(seed: number): Promise<void> {
    const request = hostileRequest(new Random(seed), this.#known);
    const runsBefore = this.#runs();
    const sessions = new Set(this.#sessions);
    const answer = await this.#answerOf(request);
    this.sent += 1;
    const ran = this.#runs() !== runsBefore;
    if (ran) this.deep += 1;
    const isBreach = ran && !mayReachDeployment(request, sessions);
    const fault = isBreach ? 'a tool ran for an invalid envelope' : answer ? faultOf(answer) : 'no answer';
    if (fault !== undefined) this.findings.push({ seed, fault, request, answer });
  }

  async #answerOf(request: HostileRequest): Promise<HostileAnswer | undefined> {
    if (this.sent % 100 === 0) this.#busy = process.cpuUsage();
    const answering = this.#read(request).catch((error: unknown) => brokenOff(error));
    const first = await Promise.race([answering, after(deadlineMs)]);
    if (first) return first;
    const late = await Promise.race([answering, after(secondDeadlineMs)]);
    const { user, system } = process.cpuUsage(this.#busy);
    return (user + system) / 1_000 > deadlineMs ? undefined : late;
  }

  async #read(request: HostileRequest): Promise<HostileAnswer> {
    const response = await this.#deliver(request);
    const type = response.headers.get('content-type') ?? '';
    const session = request.headers['mcp-session-id'] ?? '';
    if (request.method === 'DELETE' && response.ok) this.#forget(session);
    const opened = response.headers.get('mcp-session-id');
    const text = await (staysOpen(request) ? firstPart(response) : response.text());
    if (opened !== null && !this.#sessions.includes(opened)) await this.#closeSession(opened);
    return { status: response.status, type, text };
  }

  #forget(session: string): void {
    const at = this.#sessions.indexOf(session);
    if (at >= 0) this.#sessions.splice(at, 1);
  }

  async #openSession(): Promise<string> {
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'fuzzer', version: '1' } };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'initialize', params });
    const response = await this.#deliver({ method: 'POST', headers: { ...plain, ...chatHeaders() }, body });
    await response.text();
    return response.headers.get('mcp-session-id') ?? '';
  }

  async #closeSession(id: string): Promise<void> {
    await this.#deliver({ method: 'DELETE', headers: { ...plain, 'mcp-session-id': id }, body: undefined });
  }
}

const plain = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

/** Streams that wait for what may happen: `subscriptions/listen`, and the stream of a session. */
function staysOpen({ method, headers }: HostileRequest): boolean {
  return method === 'GET' || headers['mcp-method'] === 'subscriptions/listen';
}

async function firstPart(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text();
  await response.body?.cancel();
  return '';
}

function brokenOff(error: unknown): HostileAnswer {
  return { status: 599, type: '', text: String(error) };
}

function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), ms).unref();
  });
}

/** A finding as a person reads it. */
export function told({ seed, fault, request, answer }: Finding): string {
  const { method, headers, body } = request;
  const text = typeof body === 'string' ? body : body && Buffer.from(body).toString('latin1');
  const said = answer && `${answer.status} ${answer.text.slice(0, 300)}`;
  return [`seed ${seed}: ${fault}`, `${method} ${JSON.stringify(headers)}`, text?.slice(0, 600), `→ ${said}`].join(
    '\n',
  );
}
