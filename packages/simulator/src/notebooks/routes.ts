import { created, noContent, ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { checkFields, type FieldKinds } from '../check-fields.ts';
import { firstOf } from '../iterate.ts';
import { type JsonObject, objectOf, textOf, without } from '../json.ts';
import { refuse, refuseInvalid } from '../refuse.ts';

const serverFields = ['uuid', 'oid', '_id', '_rev', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy'];
const root = '/notebooks/custom_code_notebooks/notebooks';

const codePathOf = (id: string, file: string): string => `/opt/sisense/storage${root}/${id}/${file}`;

/** By id or by uuid. */
function notebookOf(call: Call, id: string): JsonObject {
  const { notebooks } = call.world;
  const found = notebooks.get(id) ?? firstOf(notebooks.values(), ({ uuid }) => uuid === id);
  if (found === undefined) throw refuse({ status: 404, code: 404, message: `Notebook ${id} was not found.` });
  return found;
}

/** These are the page's own calls: without the header they are refused. */
function checkInternal({ headers, options }: Call): void {
  if (options.notebooksAreInternal && headers.internal !== 'true')
    throw refuse({ status: 403, code: 403, message: 'Access denied.' });
}

const list: RouteAnswerer = ({ query, world }) => {
  const type = query.get('notebookType');
  const found = [...world.notebooks.values()].filter(({ notebookType }) => type === null || notebookType === type);
  return ok(found.map((notebook) => without(notebook, 'notebookCode')));
};

const notebookFields: FieldKinds = { id: 'text', displayName: 'text', description: 'text?', isActive: 'flag' };

const create: RouteAnswerer = (call) => {
  checkInternal(call);
  const body = bodyObject(call);
  checkFields(body, notebookFields);
  const id = textOf(body.id) ?? textOf(body.displayName)?.toLowerCase().replaceAll(/\W+/g, '_');
  if (id === undefined || id === '') throw refuseInvalid('displayName is required');
  if (call.world.notebooks.has(id)) throw refuse({ status: 400, code: 400, message: 'notebook id already exists' });
  const stamp = call.world.clock.stamp();
  const paths = { codePath: codePathOf(id, `${id}.ipynb`) };
  const notebook = {
    ...without(body, ...serverFields),
    ...paths,
    id,
    uuid: call.world.ids.uuid(),
    createdAt: stamp,
    updatedAt: stamp,
  };
  call.world.notebooks.set(id, notebook);
  return created(notebook);
};

/** Code is not taken here: it lives in the notebook's file. */
const update: RouteAnswerer = (call) => {
  checkInternal(call);
  const notebook = notebookOf(call, param(call, 'id'));
  const body = bodyObject(call);
  checkFields(body, notebookFields);
  if ('notebookCode' in body)
    throw refuse({ status: 401, code: 401, message: 'Notebook code cannot be changed here.' });
  Object.assign(notebook, without(body, ...serverFields, 'id'), { updatedAt: call.world.clock.stamp() });
  return ok(notebook);
};

const remove: RouteAnswerer = (call) => {
  call.world.notebooks.delete(String(notebookOf(call, param(call, 'id')).id));
  return noContent();
};

const exportOne: RouteAnswerer = (call) => {
  const notebook = notebookOf(call, param(call, 'id'));
  return ok({ ...notebook, manifest: without(notebook, 'notebookCode'), cells: notebook.notebookCode ?? [] });
};

const fileOf = ({ id, fileName }: JsonObject): string => textOf(fileName) ?? `${String(id)}.ipynb`;

const listFolder: RouteAnswerer = (call) => {
  const notebook = notebookOf(call, param(call, 'folder'));
  const name = fileOf(notebook);
  const size = JSON.stringify(notebook.notebookCode ?? []).length;
  return ok({
    items: [{ name, path: `${root}/${String(notebook.id)}/${name}`, isDir: false, size, extension: '.ipynb' }],
  });
};

/** `?action=rename&destination=…` without a body, or a body that says the new `destination` or `name`. */
function newName(call: Call): string {
  const { query } = call;
  const body = objectOf(call.body);
  const named = textOf(body.destination) ?? (textOf(body.name) === undefined ? undefined : `${root}/${body.name}`);
  const destination = query.get('action') === 'rename' ? query.get('destination') : named;
  if (destination === null || destination === undefined)
    throw refuseInvalid('action=rename and destination are required');
  const name = destination
    .split('/')
    .filter((part) => part !== '')
    .at(-1);
  if (!destination.startsWith(root) || name === undefined) throw refuseInvalid(`destination must be below ${root}`);
  return name;
}

const renameFolder: RouteAnswerer = (call) => {
  const notebook = notebookOf(call, param(call, 'folder'));
  const id = newName(call);
  if (call.world.notebooks.has(id)) throw refuse({ status: 409, code: 409, message: 'The destination exists.' });
  call.world.notebooks.delete(String(notebook.id));
  const fileName = fileOf(notebook);
  const moved = { id, fileName, codePath: codePathOf(id, fileName), updatedAt: call.world.clock.stamp() };
  call.world.notebooks.set(id, Object.assign(notebook, moved));
  return ok({});
};

const renameFile: RouteAnswerer = (call) => {
  const notebook = notebookOf(call, param(call, 'folder'));
  if (fileOf(notebook) !== param(call, 'file'))
    throw refuse({ status: 404, code: 404, message: 'The file was not found.' });
  const fileName = newName(call);
  const codePath = codePathOf(String(notebook.id), fileName);
  Object.assign(notebook, { fileName, codePath, updatedAt: call.world.clock.stamp() });
  return ok({});
};

const needs = 'data-designer' as const;

export const notebooksRoutes = {
  'GET /api/v1/notebooks': { needs, answer: list },
  'POST /api/v1/notebooks': { needs, answer: create },
  'GET /api/v1/notebooks/{id}': { needs, answer: (call) => ok(notebookOf(call, param(call, 'id'))) },
  'PATCH /api/v1/notebooks/{id}': { needs, answer: update },
  'DELETE /api/v1/notebooks/{id}': { needs, answer: remove },
  'GET /api/v1/notebooks/{id}/export': { needs, answer: exportOne },
  'GET /app/explore/api/resources/notebooks/custom_code_notebooks/notebooks/{folder}/': { needs, answer: listFolder },
  'PATCH /app/explore/api/resources/notebooks/custom_code_notebooks/notebooks/{folder}/': {
    needs,
    answer: renameFolder,
  },
  'PATCH /app/explore/api/resources/notebooks/custom_code_notebooks/notebooks/{folder}/{file}': {
    needs,
    answer: renameFile,
  },
  'GET /api/resources/notebooks/custom_code_notebooks/notebooks/{folder}/': { needs, answer: listFolder },
  'PATCH /api/resources/notebooks/custom_code_notebooks/notebooks/{folder}/': { needs, answer: renameFolder },
  'PATCH /api/resources/notebooks/custom_code_notebooks/notebooks/{folder}/{file}': { needs, answer: renameFile },
} satisfies Routes;
