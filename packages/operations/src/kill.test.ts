import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fillTool } from '../test/item-catalog.ts';
import { callerOn, newFile, openItems, proposal, rested } from '../test/item-engine.ts';
import { type ItemRequest, ItemStore } from '../test/item-store.ts';

const worlds = new Map<string, ItemStore>();
const server = createServer(async (request, response) => {
  const asked = (await json(request)) as ItemRequest;
  response.end(JSON.stringify(await worlds.get(request.url ?? '')?.call(asked)));
});
let origin = '';

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

/** Approves in a process of its own, which is killed at the given transition. Resolves with its signal. */
async function approveInChild(file: string, operation: { id: string; digest: string }, transition: number) {
  const script = fileURLToPath(new URL('../test/crash-child.ts', import.meta.url));
  const flags = ['--disable-warning=ExperimentalWarning', '--experimental-strip-types'];
  const given = [file, `${origin}/${transition}`, operation.id, operation.digest, String(transition)];
  const child = spawn(process.execPath, [...flags, script, ...given], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (code !== null && code !== 0) throw new Error(errors);
  return signal;
}

/** One change, its process killed at the transition, and then a restart. */
async function survive(transition: number) {
  const items = new ItemStore();
  worlds.set(`/${transition}`, items);
  const file = newFile();
  const caller = callerOn(items);
  const planner = await openItems(file);
  const { operation } = await proposal(planner, { tool: fillTool, input: { children: 0 }, caller });
  await planner.close();
  const signal = await approveInChild(file, operation, transition);
  const restarted = await openItems(file);
  await restarted.recover();
  const { id, digest, principal } = operation;
  const { state } = await restarted.get({ id, principal });
  if (state === 'proposed') await restarted.approve({ id, digest, caller });
  if (state === 'interrupted') await restarted.resume({ id, caller });
  const { end } = await rested(restarted, { id, principal });
  await restarted.close();
  return { transition, killed: signal === 'SIGKILL', end, contents: items.contents(), changes: items.changes.length };
}

test('a process killed at each transition: the change happens exactly once, after a restart', async () => {
  // Approval, start and end, and the step's intent, call and outcome: before and after each.
  const transitions = Array.from({ length: 2 * 3 + 2 * 3 }, (_, index) => index + 1);
  const waiting = [...transitions];
  const survived: Awaited<ReturnType<typeof survive>>[] = [];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) survived.push(await survive(next));
  };
  await Promise.all([work(), work(), work()]);
  survived.sort((one, other) => one.transition - other.transition);
  expect(survived).toEqual(
    transitions.map((transition) => ({ transition, killed: true, end: 'done', contents: ['box grey'], changes: 1 })),
  );
}, 240_000);

test('three processes approve at the same time: one carries it out', async () => {
  const items = new ItemStore();
  worlds.set('/0', items);
  const file = newFile();
  const planner = await openItems(file);
  const { operation } = await proposal(planner, { tool: fillTool, input: { children: 2 }, caller: callerOn(items) });
  const attempts = await Promise.allSettled([1, 2, 3].map(() => approveInChild(file, operation, 0)));
  const refused = attempts.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
  expect(refused).toHaveLength(2);
  for (const reason of refused) expect(reason).toContain('This approval was used already');
  expect(await planner.get({ id: operation.id, principal: 'ann' })).toMatchObject({ end: 'done' });
  expect(items.changes).toHaveLength(3);
}, 120_000);
