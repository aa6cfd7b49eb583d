import { type Answer, noContent } from '../answer.ts';
import type { Call } from '../call.ts';
import { isObject, type JsonObject, objectOf, objectsOf, without } from '../json.ts';
import { cubeOf } from '../queries/cube.ts';
import { storedKey } from '../queries/table-rows.ts';
import type { DataModel, StoredRows } from '../world.ts';
import { packed, unpacked } from './archive.ts';
import { withChangesKey } from './column-changes.ts';
import { exportedModel, tablesOf } from './export-model.ts';
import { importedModel } from './import-model.ts';
import { refuseBadBody } from './refuse-body.ts';

const schemaFile = 'ElastiCube.json';

/** A model with its rows as one archive: the schema under the name that Sisense gives it, and a file for each table. */
export function fullExport({ world }: Call, model: DataModel): Answer {
  const cube = cubeOf(world, model);
  const files = new Map([[schemaFile, JSON.stringify(exportedModel(world, { model, dependencies: [] }))]]);
  for (const { table } of tablesOf(model)) {
    const headers = table.columns.map(({ oid }) => oid);
    files.set(`data/${table.oid}.json`, JSON.stringify({ headers, rows: cube.rows(table) }));
  }
  const name = encodeURIComponent(`${model.title}.sdata`);
  const headers = {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'transfer-encoding': 'chunked',
  };
  return { status: 200, bytes: packed(files), headers };
}

/**
 * The same back: the model is there as it was, with its rows, and needs no build. The rows of an archive that Sisense made
 * lie in a database of its own form, so its tables have rows made up here.
 */
export async function fullImport(call: Call): Promise<Answer> {
  const files = unpacked(await uploaded(call));
  const file = files === undefined ? undefined : jsonIn(files.get(schemaFile));
  if (files === undefined || !isObject(file)) throw refuseBadBody('fileToUpload is not an .sdata file');
  const { world } = call;
  const model = importedModel(call, asSchema(file));
  const stamp = world.clock.stamp();
  if (model.type === 'live') model.lastPublishTime = stamp;
  else Object.assign(model, { lastBuildTime: stamp, lastSuccessfulBuildTime: stamp });
  for (const { table } of tablesOf(model)) {
    const content = objectOf(jsonIn(files.get(`data/${table.oid}.json`)));
    if (Array.isArray(content.rows))
      world.storedRows.set(storedKey(model, table), storedFrom(content, world.clock.now()));
  }
  return noContent();
}

const ofItsInstallation = ['tenantId', 'schemaId', 'buildDestinationParameters'];

/** As a `.smodel` says it: in an archive a model has no type, and its destination is a word. */
function asSchema(file: JsonObject): JsonObject {
  const { buildDestination } = file;
  const destination =
    typeof buildDestination === 'string' ? { buildDestination: { destination: buildDestination } } : {};
  const datasets = objectsOf(file.datasets).map((dataset) => {
    const schema = objectOf(dataset.schema);
    return { ...dataset, schema: { ...schema, tables: objectsOf(schema.tables).map(withChangesKey) } };
  });
  return { type: 'extract', ...without(file, ...ofItsInstallation), ...destination, datasets };
}

function storedFrom(content: JsonObject, now: Date): StoredRows {
  const headers = Array.isArray(content.headers) ? content.headers.map(String) : [];
  const rows: unknown[] = Array.isArray(content.rows) ? content.rows : [];
  const cells = rows.map((row) => (Array.isArray(row) ? row : []));
  return { headers, rows: cells, version: now.getTime() };
}

/** From a form with the field `fileToUpload`. */
async function uploaded({ bytes, headers }: Call): Promise<Buffer> {
  const contentType = headers['content-type']?.toString() ?? '';
  if (!contentType.startsWith('multipart/form-data')) throw refuseBadBody('fileToUpload is required');
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } })
    .formData()
    .catch(() => new FormData());
  const file = form.get('fileToUpload');
  if (file === null || typeof file === 'string') throw refuseBadBody('fileToUpload is required');
  return Buffer.from(await file.arrayBuffer());
}

function jsonIn(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
