import { created, ok } from '../answer.ts';
import { bodyObject, type Routes } from '../call.ts';
import { type JsonObject, textOf } from '../json.ts';
import { listed } from '../list-query.ts';
import type { Connection } from '../world.ts';
import { addConnection, connectionOfPath, presentConnection, updateConnection } from './routes.ts';

/** v1 knows a connection by `_id`. */
const present = (connection: Connection): JsonObject => ({ _id: connection.oid, ...presentConnection(connection) });

const needs = 'data-designer' as const;

/** The same connections as in v2; here one needs no name. */
export const connectionsV1Routes = {
  'GET /api/v1/connection': {
    needs,
    answer: (call) => ok(listed(call, [...call.world.connections.values()].map(present))),
  },
  'POST /api/v1/connection': {
    needs,
    answer: (call) => {
      const body = bodyObject(call);
      return created(present(addConnection(call, { ...body, name: textOf(body.name) ?? body.provider })));
    },
  },
  'GET /api/v1/connection/{oid}': { needs, answer: (call) => ok(present(connectionOfPath(call))) },
  'PATCH /api/v1/connection/{oid}': { needs, answer: (call) => ok(present(updateConnection(call))) },
} satisfies Routes;
