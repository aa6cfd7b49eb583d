import { createHash } from 'node:crypto';
import type { Json, Row } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { type Catalog, changeTool, createCatalog, Refusal, readTool, stepKind } from '@fes-assistant/tools';
import { z } from 'zod';
import type { ConnectSisense } from '../src/connections/connection-pool.ts';

/** Deployments whose only assets are named boxes: enough to see what the tool server itself does. */
export interface BoxWorld {
  catalog: Catalog;
  connect: ConnectSisense;
  /** Boxes of one deployment, by name, with their size. */
  boxesOf(origin: string): Map<string, number>;
  /** Tokens with which clients were made, as `origin token`. */
  connected: string[];
  /** Deployments whose clients were closed. */
  closed: string[];
  /** While set, `box.drop` waits for it before it does anything. */
  gate: { held: Promise<void> | undefined; open(): void; hold(): void };
}

type BoxDeployment = Sisense & { boxes: Map<string, number> };
const boxArgument = z.object({ name: z.string() });

export function createBoxWorld(): BoxWorld {
  const deployments = new Map<string, Map<string, number>>();
  const connected: string[] = [];
  const closed: string[] = [];
  const boxesOf = (origin: string) => {
    const boxes =
      deployments.get(origin) ??
      new Map([
        ['red', 1],
        ['blue', 2],
      ]);
    deployments.set(origin, boxes);
    return boxes;
  };
  const connect: ConnectSisense = ({ origin, token }) => {
    connected.push(`${origin} ${token}`);
    const deployment = {
      boxes: boxesOf(origin),
      users: { me: async () => userOf(token), get: noAsset, list: async () => [] },
      dashboards: { get: noAsset, list: async () => [] },
      datamodels: { get: noAsset },
      close: async () => void closed.push(origin),
    };
    return deployment as unknown as BoxDeployment;
  };
  const gate = createGate();
  return { catalog: boxCatalog(gate), connect, boxesOf, connected, closed, gate };
}

async function noAsset(): Promise<never> {
  throw new Refusal('There is no such asset here.', 'not-found');
}

/** Another token is another person, whose name says nothing of it. */
function userOf(token: string): { _id: string; email: string } {
  const id = createHash('sha256').update(token).digest('hex').slice(0, 8);
  return { _id: id, email: `${id}@acme.com` };
}

function createGate(): BoxWorld['gate'] {
  let release = () => {};
  return {
    held: undefined,
    hold() {
      this.held = new Promise((resolve) => {
        release = resolve;
      });
    },
    open() {
      this.held = undefined;
      release();
    },
  };
}

function boxesIn(sisense: Sisense): Map<string, number> {
  return (sisense as BoxDeployment).boxes;
}

function boxCatalog(gate: BoxWorld['gate']): Catalog {
  const listBoxes = readTool({
    id: 'access.list_boxes',
    title: 'List boxes',
    description: 'Lists every box.',
    input: z.object({ min_size: z.number().optional().describe('Smallest size') }),
    examples: [{ ask: 'Which boxes are there?', input: {} }],
    tags: ['boxes'],
    row: z.object({ name: z.string(), size: z.number() }),
    columns: [
      { key: 'name', title: 'Name', kind: 'text' },
      { key: 'size', title: 'Size', kind: 'number' },
    ],
    async run({ min_size = 0 }, { sisense, progress }) {
      progress('Looking at boxes', 1, 2);
      progress('Looked at boxes', 2, 2);
      const rows: Row[] = [...boxesIn(sisense)].map(([name, size]) => ({ name, size }));
      return { rows: rows.filter(({ size }) => Number(size) >= min_size) };
    },
  });
  const breakBox = readTool({
    id: 'access.break',
    title: 'Break',
    description: 'Fails in a way nobody thought of.',
    input: z.object({}),
    examples: [],
    tags: [],
    item: z.object({}),
    columns: [],
    run: async () => {
      throw new Error('secret details of the inside');
    },
  });
  const openSafe = readTool({
    id: 'access.open_safe',
    title: 'Open safe',
    description: 'Says what is in the safe.',
    input: z.object({}),
    examples: [],
    tags: [],
    secretResult: true,
    item: z.object({ inside: z.string() }),
    columns: [],
    run: async () => ({ item: { inside: 'canary-of-the-safe' } }),
  });
  return createCatalog({
    tools: [listBoxes, breakBox, openSafe, dropBox(), dropAllBoxes(), lockBox()],
    stepKinds: [dropKind(gate), lockKind(), addKind()] as never,
  });
}

function dropBox() {
  return changeTool({
    id: 'access.drop_box',
    title: 'Drop box',
    description: 'Drops one box.',
    input: z.object({ name: z.string().describe('Name of the box') }),
    examples: [{ ask: 'Drop the red box', input: { name: 'red' } }],
    tags: ['boxes'],
    destructive: true,
    idempotent: true,
    async plan({ name }, { sisense }) {
      if (!boxesIn(sisense).has(name)) throw new Refusal(`There is no box "${name}".`, 'not-found');
      return {
        summary: `Drop box ${name}`,
        steps: [{ kind: 'box.drop', asset: { type: 'box', name }, argument: { name } }],
      };
    },
  });
}

function dropAllBoxes() {
  return changeTool({
    id: 'access.drop_all_boxes',
    title: 'Drop all boxes',
    description: 'Drops every box, one after another.',
    input: z.object({}),
    examples: [],
    tags: [],
    destructive: true,
    idempotent: true,
    async plan(_input, { sisense }) {
      const steps = [...boxesIn(sisense).keys()].map((name) => ({
        kind: 'box.drop',
        asset: { type: 'box', name },
        argument: { name },
      }));
      return { summary: `Drop ${steps.length} boxes`, steps };
    },
  });
}

function lockBox() {
  return changeTool({
    id: 'access.lock_box',
    title: 'Lock box',
    description: 'Locks one box with a password.',
    input: z.object({ name: z.string() }),
    examples: [],
    tags: [],
    destructive: false,
    idempotent: false,
    secrets: [{ name: 'password', label: 'Password of the box', required: true }],
    async plan({ name }) {
      const step = { kind: 'box.lock', asset: { type: 'box', name }, argument: { name }, secrets: ['password'] };
      return { summary: `Lock box ${name}`, steps: [step] };
    },
  });
}

function stateOf(sisense: Sisense, name: string): Json {
  const size = boxesIn(sisense).get(name);
  return size === undefined ? null : { size };
}

function dropKind(gate: BoxWorld['gate']) {
  return stepKind({
    name: 'box.drop',
    action: 'delete',
    argument: boxArgument,
    read: async ({ argument, sisense }) => stateOf(sisense, argument.name),
    async apply({ argument, sisense, progress }) {
      progress('Lifting the box');
      await gate.held;
      boxesIn(sisense).delete(argument.name);
      return {};
    },
    judge: ({ now }) => (now === null ? 'applied' : 'not-applied'),
    undo: {
      possible: true,
      how: 'the box comes back empty.',
      steps: ({ argument, asset, before }) => [
        { kind: 'box.add', asset, argument: { name: argument.name, ...(before as { size: number }) } },
      ],
    },
  });
}

function addKind() {
  return stepKind({
    name: 'box.add',
    action: 'create',
    argument: z.object({ name: z.string(), size: z.number() }),
    read: async ({ argument, sisense }) => stateOf(sisense, argument.name),
    async apply({ argument, sisense }) {
      boxesIn(sisense).set(argument.name, argument.size);
      return {};
    },
    judge: ({ now }) => (now === null ? 'not-applied' : 'applied'),
    undo: { possible: false, because: 'a box that was added stays.' },
  });
}

function lockKind() {
  return stepKind({
    name: 'box.lock',
    action: 'update',
    argument: boxArgument,
    read: async ({ argument, sisense }) => stateOf(sisense, argument.name),
    async apply({ argument, sisense, secrets }) {
      boxesIn(sisense).set(argument.name, secrets['password']?.length ?? 0);
      return {};
    },
    judge: ({ now, before }) => (JSON.stringify(now) === JSON.stringify(before) ? 'not-applied' : 'applied'),
    undo: { possible: false, because: 'a lock has no key.' },
  });
}
