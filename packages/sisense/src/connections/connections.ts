import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { readUnpaged } from '../http/pages.ts';
import { byName, type CallOptions, isUuid, theOnly, unlessMissing } from '../lookup.ts';
import { readBack } from '../read-back.ts';
import type { connectionAnswer } from './endpoints.ts';

/** A connection to a data source. `parameters` may hold secrets: never show or log it (rest-api §7.6). */
export type Connection = z.output<typeof connectionAnswer>;
/** What a connection is made of; `connectionBody` builds one for each kind of source (rest-api §7.6). */
export type ConnectionBody = z.input<(typeof endpoints)['connections.create']['body'] & z.ZodType>;

/** A table where the data comes from, as the source itself calls it. */
export interface SourceTable {
  database: string;
  schema: string;
  table: string;
}

/** A column as the data source describes it; `dbType` is a code of rest-api §7.4. */
export interface SourceColumn {
  [field: string]: unknown;
  columnName: string;
  dbType?: number | null | undefined;
}

const pageSize = 10_000;

/** Connections to data sources; Linux only (rest-api §7.6). */
export class Connections {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /** Every connection; complete or an error (rest-api §7.6). */
  list({ signal }: CallOptions = {}): Promise<Connection[]> {
    const endpoint = endpoints['connections.list'];
    return readUnpaged<Connection>({
      endpoint,
      pageSize,
      idOf: (connection) => connection.oid,
      read: (page) => this.#calls.call(endpoint, { query: page ?? {}, signal }),
    });
  }

  /** @throws SisenseError `not-found` */
  get(oid: string, { signal }: CallOptions = {}): Promise<Connection> {
    return this.#calls.call(endpoints['connections.get'], { path: { oid }, signal });
  }

  /**
   * The connection with this id or exact name. Sisense is asked for the name alone first.
   *
   * @throws SisenseError `not-found`, `ambiguous`
   */
  async resolve(idOrName: string, options: CallOptions = {}): Promise<Connection> {
    const byId = isUuid(idOrName) ? await unlessMissing(this.get(idOrName, options)) : undefined;
    if (byId) return byId;
    const filtered = await unlessMissing(this.#named(idOrName, options));
    const exact = (filtered ?? []).filter((connection) => connection.name === idOrName);
    const found = exact.length > 0 ? exact : byName(await this.list(options), idOrName, (one) => one.name);
    return theOnly(found, {
      kind: 'connection',
      wanted: idOrName,
      endpoint: endpoints['connections.list'],
      describe: (connection) => ({ id: connection.oid, name: connection.name ?? connection.oid }),
    });
  }

  /** A new connection; `connectionBody` builds the body. */
  create(body: ConnectionBody, { signal }: CallOptions = {}): Promise<Connection> {
    return this.#calls.call(endpoints['connections.create'], { body, signal });
  }

  /** Changes the given fields, and gives the connection as it is then. `parameters` is replaced as a whole. */
  async update(oid: string, fields: Record<string, unknown>, { signal }: CallOptions = {}): Promise<Connection> {
    await this.#calls.call(endpoints['connections.update'], { path: { oid }, body: fields, signal });
    return readBack(() => this.get(oid, { signal }));
  }

  /** Deletes a connection (rest-api §7.6). */
  async delete(oid: string, { signal }: CallOptions = {}): Promise<void> {
    await this.#calls.call(endpoints['connections.delete'], { path: { oid }, signal });
  }

  /** The columns of a table, as the data source behind a connection describes them (undocumented; capabilities-2 §1.2.4). */
  async tableColumns(
    connection: Connection,
    { database, schema, table }: SourceTable,
    { signal }: CallOptions = {},
  ): Promise<SourceColumn[]> {
    const provider = connection.provider ?? '';
    const answer = await this.#calls.call(endpoints['connections.tableSchema'], {
      path: { oid: connection.oid },
      body: { provider, connectionData: { provider, connection: { Database: database }, schema, table } },
      signal,
    });
    return answer.columns;
  }

  #named(name: string, { signal }: CallOptions): Promise<Connection[]> {
    return this.#calls.call(endpoints['connections.list'], { query: { name }, signal });
  }
}
