import { connectionHeaders, encodeConnection } from '@fes-assistant/protocol';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type Child, startChild } from './child-process.ts';
import { type Figure, quantile, shown } from './figure.ts';
import type { Memory } from './memory.ts';

interface Simulated {
  origin: string;
  token: string;
  titles: string[];
}

const warmUps = 50;
const calls = 300;
const callers = 50;
const callsOfEach = 20;
const rows = 100_000;

/** What the tool server adds to a request, how much it does at once, and what a large result takes. */
export async function measureToolServer(): Promise<Figure[]> {
  const simulator = await startChild<Simulated>('simulator', { world: 'demo', rows });
  const server = await startChild<string>('tool-server', { origin: simulator.ready.origin });
  try {
    const client = await connect(server.ready, simulator.ready);
    const figures = [
      ...(await overhead(client, simulator.ready)),
      await throughput(server.ready, simulator.ready),
      ...(await largeResult(client, { server, simulator })),
    ];
    await client.close();
    return figures;
  } finally {
    await Promise.all([server.close(), simulator.close()]);
  }
}

async function connect(url: string, { origin, token }: Simulated): Promise<Client> {
  const client = new Client({ name: 'bench', version: '1' }, { versionNegotiation: { mode: 'auto' } });
  const headers = { [connectionHeaders.connection]: encodeConnection({ origin, token, verifyTls: true }) };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), { requestInit: { headers } }));
  return client;
}

async function callTool(client: Client, name: string, args: Record<string, unknown> = {}): Promise<number> {
  const result = await client.callTool({ name, arguments: args });
  if (result.isError === true) throw new Error(JSON.stringify(result.content));
  const { total } = result.structuredContent as { total?: number };
  return total ?? 0;
}

/** The same request, once through a tool, once as it is. */
async function overhead(client: Client, { origin, token }: Simulated): Promise<Figure[]> {
  const headers = { authorization: `Bearer ${token}` };
  const bare = await timesOf(() => fetch(`${origin}/api/users/loggedin`, { headers }).then((answer) => answer.json()));
  const called = await timesOf(() => callTool(client, 'access_get_my_user'));
  const [before, after] = [quantile(bare, 0.5), quantile(called, 0.5)];
  const note = `median of ${calls}: ${shown(after)} ms through the tool, ${shown(before)} ms bare`;
  return [
    { what: 'overhead of a call, median', reached: after - before, unit: 'ms', target: { atMost: 10 }, note },
    { what: 'overhead of a call, 95 of 100', reached: quantile(called, 0.95) - quantile(bare, 0.95), unit: 'ms' },
  ];
}

async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let run = -warmUps; run < calls; run += 1) {
    const start = performance.now();
    await work();
    if (run >= 0) times.push(performance.now() - start);
  }
  return times;
}

/** Callers with a connection each, which call again as soon as they are answered. */
async function throughput(url: string, deployment: Simulated): Promise<Figure> {
  const clients = await Promise.all(Array.from({ length: callers }, () => connect(url, deployment)));
  const round = (times: number) =>
    Promise.all(
      clients.map(async (client) => {
        for (let call = 0; call < times; call += 1) await callTool(client, 'access_get_my_user');
      }),
    );
  await round(2);
  const start = performance.now();
  await round(callsOfEach);
  const seconds = (performance.now() - start) / 1000;
  await Promise.all(clients.map((client) => client.close()));
  return {
    what: `throughput at ${callers} callers`,
    reached: (callers * callsOfEach) / seconds,
    unit: 'calls/s',
    target: { atLeast: 100 },
    note: `${callers * callsOfEach} calls, none failed; callers and deployment on the same cores`,
  };
}

/** Read once through the tool server, which answers with the first page and holds the whole. */
async function largeResult(
  client: Client,
  { server, simulator }: { server: Child<string>; simulator: Child<Simulated> },
): Promise<Figure[]> {
  const before = await server.ask<Memory>('memory');
  const start = performance.now();
  const args = { datamodel_name: simulator.ready.titles[0], table_name: 'Orders', limit: rows };
  const total = await callTool(client, 'datamodel_get_data', args);
  const seconds = (performance.now() - start) / 1000;
  const after = await server.ask<Memory>('memory');
  const what = `result of ${rows.toLocaleString('en')} rows`;
  const note = `${total} rows in ${seconds.toFixed(1)} s`;
  return [
    { what: `${what}: RSS`, reached: after.peakRss - before.rss, unit: 'MiB', target: { atMost: 512 }, note },
    { what: `${what}: heap held`, reached: after.heap - before.heap, unit: 'MiB' },
  ];
}
