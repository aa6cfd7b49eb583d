import type { Json } from '@fes-assistant/protocol';
import type { Sisense } from '@fes-assistant/sisense';
import { changeTool, createCatalog, type StepDraft, type StepKind, stepKind } from '@fes-assistant/tools';
import { z } from 'zod';
import type { Item, ItemRequest } from './item-store.ts';

/** What the step kinds below ask of a deployment; given to the engine in place of the client. */
export interface Items {
  call: (request: ItemRequest) => Promise<Json>;
}

export function asSisense(items: Items): Sisense {
  return items as unknown as Sisense;
}

function call(sisense: Sisense, request: ItemRequest): Promise<Json> {
  return (sisense as unknown as Items).call(request);
}

async function list(sisense: Sisense): Promise<Item[]> {
  return (await call(sisense, { method: 'list' })) as unknown as Item[];
}

const asState = (item: Item | undefined): Json => (item === undefined ? null : { ...item });
const same = (a: Json, b: Json) => JSON.stringify(a) === JSON.stringify(b);
const asItem = (state: Json) => state as unknown as Item;

const createItem: StepKind = stepKind({
  name: 'item.create',
  action: 'create',
  argument: z.object({ name: z.string(), color: z.string(), parent: z.string().optional() }),
  read: async ({ argument, sisense }) => asState((await list(sisense)).find(({ name }) => name === argument.name)),
  apply: async ({ argument, sisense, secrets }) => {
    const { parent, ...item } = argument;
    const answer = await call(sisense, {
      method: 'create',
      item: { ...item, ...(parent === undefined ? {} : { parent }) },
      ...(secrets['password'] === undefined ? {} : { secret: secrets['password'] }),
    });
    return { id: (answer as { id: string }).id };
  },
  judge: ({ argument, now }) => {
    if (now === null) return 'not-applied';
    return asItem(now).color === argument.color ? 'applied' : 'unknown';
  },
  idOf: ({ now }) => (now === null ? undefined : asItem(now).id),
  undo: {
    possible: true,
    how: 'the item is deleted again.',
    steps: ({ id, asset }) => (id === undefined ? [] : [{ kind: 'item.delete', asset, argument: { id } }]),
  },
});

const updateItem: StepKind = stepKind({
  name: 'item.update',
  action: 'update',
  argument: z.object({ id: z.string(), color: z.string() }),
  read: async ({ argument, sisense }) => asState((await list(sisense)).find(({ id }) => id === argument.id)),
  apply: async ({ argument, sisense }) => {
    await call(sisense, { method: 'update', ...argument });
    return {};
  },
  judge: ({ argument, now, before }) => {
    if (now !== null && asItem(now).color === argument.color) return 'applied';
    return same(now, before) ? 'not-applied' : 'unknown';
  },
  undo: {
    possible: true,
    how: 'its colour is set back.',
    steps: ({ argument, before, asset }) => [
      { kind: 'item.update', asset, argument: { id: argument.id, color: asItem(before).color } },
    ],
  },
});

const deleteItem: StepKind = stepKind({
  name: 'item.delete',
  action: 'delete',
  argument: z.object({ id: z.string() }),
  read: async ({ argument, sisense }) => asState((await list(sisense)).find(({ id }) => id === argument.id)),
  apply: async ({ argument, sisense }) => {
    await call(sisense, { method: 'delete', id: argument.id });
    return {};
  },
  judge: ({ now, before }) => {
    if (now === null) return 'applied';
    return same(now, before) ? 'not-applied' : 'unknown';
  },
  undo: {
    possible: true,
    how: 'the item is made again with a new id.',
    steps: ({ before, asset }) => {
      const { name, color } = asItem(before);
      return [{ kind: 'item.create', asset: { type: asset.type, name }, argument: { name, color }, state: null }];
    },
  },
});

/** Names may repeat: only the ids that are new tell whether it happened. */
const copyItem: StepKind = stepKind({
  name: 'item.copy',
  action: 'create',
  argument: z.object({ name: z.string(), color: z.string() }),
  read: async () => 'copies depend on nothing',
  intend: async ({ argument, sisense }) =>
    (await list(sisense)).filter(({ name }) => name === argument.name).map(({ id }) => id),
  apply: async ({ argument, sisense }) => {
    const answer = await call(sisense, { method: 'create', item: argument });
    return { id: (answer as { id: string }).id };
  },
  judge: ({ applied }) =>
    applied === undefined ? { unknown: 'Copies cannot be told apart.', candidates: ['i1', 'i2'] } : 'applied',
  undo: { possible: false, because: 'a copy cannot be told from the others.' },
});

const buildItem: StepKind = stepKind({
  name: 'item.build',
  action: 'run',
  argument: z.object({ id: z.string() }),
  read: async () => null,
  apply: async ({ argument, sisense, progress }) => {
    progress('Building', 1, 2);
    await call(sisense, { method: 'build', id: argument.id });
    return {};
  },
  judge: ({ applied }) => (applied === undefined ? 'unknown' : 'applied'),
  undo: { possible: false, because: 'a build has run.' },
});

/** Two requests: the colour first, then a build. */
const renewItem: StepKind = stepKind({
  name: 'item.renew',
  action: 'update',
  argument: z.object({ id: z.string(), color: z.string() }),
  read: async ({ argument, sisense }) => asState((await list(sisense)).find(({ id }) => id === argument.id)),
  apply: async ({ argument, sisense }) => {
    await call(sisense, { method: 'update', ...argument });
    await call(sisense, { method: 'build', id: argument.id });
    return {};
  },
  judge: ({ applied }) => (applied === undefined ? 'not-applied' : 'applied'),
  undo: { possible: false, because: 'it is for a test.' },
});

const basics = { description: 'For tests.', tags: [], examples: [], destructive: false, idempotent: false };

export const createTool = changeTool({
  ...basics,
  id: 'items.create',
  title: 'Create item',
  input: z.object({ name: z.string(), color: z.string().default('red') }),
  secrets: [{ name: 'password', label: 'Password', required: true }],
  aliases: { title: 'name' },
  plan: async (argument) => ({
    summary: `Create item ${argument.name}`,
    steps: [{ kind: 'item.create', asset: { type: 'item', name: argument.name }, argument, secrets: ['password'] }],
  }),
});

export const paintTool = changeTool({
  ...basics,
  id: 'items.paint',
  title: 'Paint items',
  input: z.object({ names: z.array(z.string()), color: z.string() }),
  plan: async ({ names, color }, { sisense }) => {
    const found = (await list(sisense)).filter((item) => names.includes(item.name) && item.color !== color);
    return {
      summary: `Paint ${found.length} items ${color}`,
      steps: found.map(({ id, name }) => ({
        kind: 'item.update',
        asset: { type: 'item', name, id },
        argument: { id, color },
      })),
    };
  },
});

export const renewTool = changeTool({
  ...basics,
  id: 'items.renew',
  title: 'Renew item',
  input: z.object({ id: z.string(), color: z.string() }),
  plan: async (argument) => ({
    summary: `Renew item ${argument.id}`,
    steps: [{ kind: 'item.renew', asset: { type: 'item', name: argument.id, id: argument.id }, argument }],
  }),
});

export const deleteTool = changeTool({
  ...basics,
  destructive: true,
  id: 'items.delete',
  title: 'Delete item',
  input: z.object({ name: z.string() }),
  plan: async ({ name }, { sisense }) => {
    const found = (await list(sisense)).filter((item) => item.name === name);
    return {
      summary: `Delete item ${name}`,
      steps: found.map(({ id }) => ({ kind: 'item.delete', asset: { type: 'item', name, id }, argument: { id } })),
    };
  },
});

/** A parent, its children by the parent's new id, and a repaint: a small migration. */
export const fillTool = changeTool({
  ...basics,
  id: 'items.fill',
  title: 'Fill',
  input: z.object({
    children: z.number(),
    repaint: z.string().optional(),
    copy: z.boolean().optional(),
    build: z.boolean().optional(),
  }),
  plan: async ({ children, repaint, copy, build }, { sisense }) => {
    const steps: StepDraft[] = [
      { kind: 'item.create', asset: { type: 'item', name: 'box' }, argument: { name: 'box', color: 'grey' } },
    ];
    for (let n = 1; n <= children; n += 1) {
      const name = `child ${n}`;
      const argument = { name, color: 'blue', parent: { outcomeOf: 's1' } };
      steps.push({ kind: 'item.create', asset: { type: 'item', name }, argument, state: null });
    }
    const old = (await list(sisense)).find((item) => item.name === repaint);
    if (old) {
      const { id, name } = old;
      steps.push({ kind: 'item.update', asset: { type: 'item', name, id }, argument: { id, color: 'gold' } });
    }
    if (copy)
      steps.push({
        kind: 'item.copy',
        asset: { type: 'item', name: 'copy' },
        argument: { name: 'copy', color: 'red' },
      });
    if (build)
      steps.push({ kind: 'item.build', asset: { type: 'item', name: 'box' }, argument: { id: { outcomeOf: 's1' } } });
    return { summary: `Fill a box with ${children} children`, steps };
  },
});

export const itemCatalog = createCatalog({
  tools: [createTool, paintTool, renewTool, deleteTool, fillTool],
  stepKinds: [createItem, updateItem, deleteItem, copyItem, buildItem, renewItem],
});
