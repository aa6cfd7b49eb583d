import { ok } from '../answer.ts';
import type { Call, RouteAnswerer, Routes } from '../call.ts';
import { datasourceOf } from '../dashboards/datasource.ts';
import type { JsonObject } from '../json.ts';
import { datatypeOf } from '../queries/jaql-field.ts';
import { refuseAccess } from '../refuse.ts';
import type { Column, DataModel } from '../world.ts';
import { serversWithCubes } from './cubes-of-server.ts';
import { cubeOfPath, mayRead } from './find-model.ts';
import { statusNumber, statusOf } from './model-status.ts';

const readable = (call: Call): DataModel[] => [...call.world.models.values()].filter((model) => mayRead(call, model));

/** With `q`, those whose title holds it. None is in a set of cubes: there are no sets here. */
const metadata: RouteAnswerer = (call) => {
  const wanted = (call.query.get('q') ?? '').toLowerCase();
  const found = readable(call).filter(({ title }) => title.toLowerCase().includes(wanted));
  return ok(found.map((model) => datasourceOf(call.world, model)));
};

function fieldOf(table: string, { name, type }: Column): JsonObject {
  const dimtype = datatypeOf(type);
  const id = dimtype === 'datetime' ? `[${table}.${name} (Calendar)]` : `[${table}.${name}]`;
  return { id, type: 'dimension', dimtype, title: name, table, column: name, merged: false, indexed: true };
}

const fields: RouteAnswerer = (call) => {
  const wanted = (call.query.get('q') ?? '').toLowerCase();
  const tables = cubeOfPath(call).datasets.flatMap(({ schema }) => schema.tables);
  const all = tables.flatMap(({ name, columns }) => columns.map((column) => fieldOf(name, column)));
  const found = all.filter(({ id }) => String(id).toLowerCase().includes(wanted));
  const offset = Number(call.query.get('offset') ?? 0);
  return ok(found.slice(offset, offset + Number(call.query.get('count') ?? found.length)));
};

const serverStatus: RouteAnswerer = (call) =>
  ok(readable(call).map((model) => ({ title: model.title, status: statusNumber(statusOf(call.world, model)) })));

export const metadataOfModelsRoutes = {
  'GET /api/elasticubes/metadata': { answer: metadata },
  'GET /api/elasticubes/': { answer: serversWithCubes },
  'GET /api/elasticubes': {
    answer: () => {
      throw refuseAccess();
    },
  },
  'GET /api/elasticubes/metadata/{title}': {
    answer: (call) => ok(datasourceOf(call.world, cubeOfPath(call))),
  },
  'GET /api/elasticubes/metadata/{title}/fields': { answer: fields },
  'GET /api/elasticubes/servers/{server}/status': { answer: serverStatus },
} satisfies Routes;
