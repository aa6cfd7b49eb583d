import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import { SisenseError } from '../errors.ts';
import type { Calls } from '../http/calls.ts';
import { type Page, readUnpaged } from '../http/pages.ts';
import { quotable } from '../http/server-reason.ts';
import { type CallOptions, joined, refusedInput } from '../lookup.ts';
import type { jaqlAnswer, jaqlBody } from './endpoints.ts';
import { type Table, tableOfJaql, tableOfSql } from './table.ts';

/** A query in JAQL: `{datasource, metadata: [{jaql}], count?, offset?}` (rest-api §9). */
export type JaqlQuery = z.input<typeof jaqlBody>;
/** What Sisense answered to a JAQL query (rest-api §9). */
export type JaqlAnswer = z.output<typeof jaqlAnswer>;
/** A datasource that can be queried. */
export type Datasource = z.output<(typeof endpoints)['queries.datasources']['answer']>[number];

/** A field of a datasource, as queries name it (rest-api §9). */
export type Field = z.output<(typeof endpoints)['queries.fields']['answer']>[number];

/** Which rows of the answer to an SQL query are wanted (rest-api §9). */
export interface SqlOptions extends CallOptions {
  /** Rows to read; all when absent (`-1` on the wire). */
  count?: number;
  offset?: number;
}

const pageSize = 10_000;

/** Queries in JAQL and SQL, and what can be queried (rest-api §9). */
export class Queries {
  readonly #calls: Calls;

  constructor(calls: Calls) {
    this.#calls = calls;
  }

  /**
   * Runs a JAQL query as it is, on a datasource by title or full name.
   *
   * @throws SisenseError also where Sisense reports the failure with status 200 (rest-api §1.5)
   */
  async jaql(datasource: string, query: JaqlQuery, { signal }: CallOptions = {}): Promise<JaqlAnswer> {
    mustBeQuery(query);
    return this.#calls.call(endpoints['queries.jaql'], { path: { title: datasource }, body: query, signal });
  }

  /** The same, as a table of plain values: also when Sisense sends its single row flat (rest-api §9). */
  async jaqlTable(datasource: string, query: JaqlQuery, options: CallOptions = {}): Promise<Table> {
    return tableOfJaql(await this.jaql(datasource, query, options));
  }

  /** The answer as CSV text; an empty answer is an empty text. */
  async jaqlCsv(datasource: string, query: JaqlQuery, { signal }: CallOptions = {}): Promise<string> {
    mustBeQuery(query);
    const body = { data: JSON.stringify(query) };
    return this.#calls.call(endpoints['queries.jaqlCsv'], { path: { title: datasource }, body, signal });
  }

  /** Runs SQL on a model by title. Columns keep their place, so that two of one name are not lost. */
  async sql(datasource: string, query: string, { count, offset, signal }: SqlOptions = {}): Promise<Table> {
    const answer = await this.#calls.call(endpoints['queries.sql'], {
      path: { title: datasource },
      query: { query, count, offset },
      signal,
    });
    return tableOfSql(answer);
  }

  /** The answer to an SQL query as CSV text, with a line of headers (rest-api §9). */
  sqlCsv(datasource: string, query: string, { count, offset, signal }: SqlOptions = {}): Promise<string> {
    return this.#calls.call(endpoints['queries.sqlCsv'], {
      path: { title: datasource },
      query: { query, format: 'csv', count, offset },
      signal,
    });
  }

  /** How many rows a table of a model has, whatever Sisense calls the column of the answer. */
  async countRows(datasource: string, table: string, options: CallOptions = {}): Promise<number> {
    const { rows } = await this.sql(datasource, `SELECT COUNT(*) FROM ${quotedName(table)}`, options);
    const count = Number(rows[0]?.[0]);
    if (rows.length === 1 && Number.isInteger(count)) return count;
    const { id, method, path } = endpoints['queries.sql'];
    throw new SisenseError(`Sisense did not answer with the number of rows of "${quotable(table)}".`, {
      code: 'unexpected-answer',
      request: { method, path, endpoint: id },
      mayHaveHappened: false,
    });
  }

  /** SQL on Windows (rest-api §11). */
  async sqlOnWindows(datasource: string, query: string, { signal }: CallOptions = {}): Promise<Table> {
    const path = { title: datasource };
    return tableOfSql(await this.#calls.call(endpoints['queries.sqlWindows'], { path, query: { query }, signal }));
  }

  /** Stops queries that were sent with a `queryGuid`; `server` is `live` for live models. */
  async cancel(
    datasource: string,
    { guids, server = 'localhost', signal }: CallOptions & { guids: string[]; server?: 'localhost' | 'live' },
  ): Promise<void> {
    const endpoint = endpoints['queries.cancel'];
    const body = { queries: joined(guids, { endpoint, by: ';' }) };
    await this.#calls.call(endpoint, { path: { server, title: datasource }, body, signal });
  }

  /** What can be queried by the user of the token; complete or an error. */
  datasources({ signal }: CallOptions = {}): Promise<Datasource[]> {
    const endpoint = endpoints['queries.datasources'];
    return readUnpaged<Datasource>({
      endpoint,
      pageSize,
      idOf: ({ id, fullname, title, address }) => JSON.stringify([id, fullname, title, address]),
      read: (page) => this.#calls.call(endpoint, { query: page ?? {}, signal }),
    });
  }

  /**
   * The fields of a datasource by title; complete or an error (rest-api §9).
   *
   * @param options.count only the first so many
   */
  async fields(datasource: string, { count, signal }: CallOptions & { count?: number } = {}): Promise<Field[]> {
    const endpoint = endpoints['queries.fields'];
    const read = ({ skip, limit }: Page) =>
      this.#calls.call(endpoint, { path: { title: datasource }, body: { offset: skip, count: limit }, signal });
    const first = { skip: 0, limit: count ?? pageSize };
    if (count !== undefined) return read(first);
    return readUnpaged<Field>({
      endpoint,
      pageSize,
      asked: pageSize,
      idOf: (field) => JSON.stringify(field),
      read: (page = first) => read(page),
    });
  }
}

/** A table's name as SQL takes it. */
export function quotedName(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

function mustBeQuery(query: unknown): void {
  if (typeof query !== 'object' || query === null || Array.isArray(query))
    throw refusedInput(endpoints['queries.jaql'], 'A JAQL query is an object with "datasource" and "metadata".');
}
