import { canonicalJson } from '@fes-assistant/protocol';
import { z } from 'zod';
import { ifFound } from '../if-found.ts';
import { stepKind } from '../step-kind.ts';
import { creationStep } from '../steps/creation-step.ts';
import { asJson, fieldsSchema, fieldsStep, pickFields } from '../steps/fields-step.ts';

/** Makes one notebook from a definition. */
export const createNotebookStep = creationStep({
  name: 'notebook.create',
  argument: z.object({ id: z.string(), body: fieldsSchema }),
  find: async ({ argument: { id }, sisense, signal }) => {
    const notebooks = await sisense.notebooks.list({ signal });
    return notebooks.flatMap((notebook) => (notebook.id === id ? (notebook.uuid ?? id) : []));
  },
  create: async ({ argument: { body }, sisense, signal }) => {
    await sisense.notebooks.create(body, { signal });
    return undefined;
  },
  takeBack: {
    how: 'deletes the notebook',
    step: ({ id }) => ({ kind: 'notebook.delete', argument: { id } }),
  },
});

/** Writes fields of one notebook; its code lives in a file and is not among them. */
export const updateNotebookStep = fieldsStep({
  name: 'notebook.update',
  read: async ({ id, fields, sisense, signal }) => {
    const notebook = await ifFound(sisense.notebooks.get(id, { signal }));
    return notebook === null ? null : pickFields(notebook, fields);
  },
  write: ({ id, fields, sisense, signal }) => sisense.notebooks.update(id, fields, { signal }),
});

const moving = ['createdAt', 'updatedAt', 'createdBy', 'updatedBy', '_rev'];

/** Deletes one notebook; what it was, code and all, is kept as the state before. */
export const deleteNotebookStep = stepKind<{ id: string }>({
  name: 'notebook.delete',
  action: 'delete',
  argument: z.object({ id: z.string() }),
  read: async ({ argument: { id }, sisense, signal }) => {
    const notebook = await ifFound(sisense.notebooks.export(id, { signal }));
    if (notebook === null) return null;
    return asJson(Object.fromEntries(Object.entries(notebook).filter(([field]) => !moving.includes(field))));
  },
  apply: async ({ argument: { id }, sisense, signal }) => {
    await sisense.notebooks.delete(id, { signal });
    return { id };
  },
  judge: ({ now }) => (now === null ? 'applied' : 'not-applied'),
  undo: {
    possible: true,
    how: 'makes the notebook again from its export; it gets a new uuid',
    steps: ({ before, asset }) => {
      const { manifest: _manifest, cells, ...body } = fieldsSchema.parse(before);
      const whole = { notebookCode: cells ?? [], ...body };
      return [
        {
          kind: 'notebook.create',
          asset: { type: 'notebook', name: asset.name },
          argument: { id: String(body['id']), body: whole },
        },
      ];
    },
  },
});

const names = z.array(z.string());

/** Gives a notebook's folder, and so its id, another name. */
export const renameNotebookStep = stepKind<{ from: string; to: string }>({
  name: 'notebook.rename',
  action: 'update',
  argument: z.object({ from: z.string(), to: z.string() }),
  read: async ({ argument: { from, to }, sisense, signal }) => {
    const notebooks = await sisense.notebooks.list({ signal });
    return notebooks.flatMap(({ id }) => (id === from || id === to ? [id] : [])).toSorted();
  },
  apply: async ({ argument: { from, to }, sisense, signal }) => {
    await sisense.notebooks.renameFolder(from, to, { signal });
    return { id: to };
  },
  judge: ({ argument: { to }, before, now }) => {
    if (canonicalJson(now) === canonicalJson([to])) return 'applied';
    return canonicalJson(now) === canonicalJson(before) ? 'not-applied' : 'unknown';
  },
  undo: {
    possible: true,
    how: 'gives it the earlier name again',
    steps: ({ argument: { from, to }, after, asset }) => [
      {
        kind: 'notebook.rename',
        asset: { ...asset, id: to },
        argument: { from: to, to: from },
        changes: [{ field: 'id', before: to, after: from }],
        state: after,
      },
    ],
  },
});

/** Gives a file in a notebook's folder another name. */
export const renameNotebookFileStep = stepKind<{ folder: string; from: string; to: string }>({
  name: 'notebook.rename-file',
  action: 'update',
  argument: z.object({ folder: z.string(), from: z.string(), to: z.string() }),
  read: async ({ argument: { folder, from, to }, sisense, signal }) => {
    const files = await sisense.notebooks.listFolder(folder, { signal });
    return files
      .map((file) => String(file['name']))
      .filter((name) => name === from || name === to)
      .toSorted();
  },
  apply: async ({ argument: { folder, from, to }, sisense, signal }) => {
    await sisense.notebooks.renameFile({ folder, file: from }, to, { signal });
    return {};
  },
  judge: ({ argument: { from, to }, before, now }) => {
    const there = names.parse(now);
    if (there.includes(to) && !there.includes(from)) return 'applied';
    return canonicalJson(now) === canonicalJson(before) ? 'not-applied' : 'unknown';
  },
  undo: {
    possible: true,
    how: 'gives it the earlier name again',
    steps: ({ argument: { folder, from, to }, after, asset }) => [
      {
        kind: 'notebook.rename-file',
        asset,
        argument: { folder, from: to, to: from },
        changes: [{ field: 'name', before: to, after: from }],
        state: after,
      },
    ],
  },
});
