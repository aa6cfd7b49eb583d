import type { z } from 'zod';
import { endpoints } from '../endpoints.ts';
import type { Calls } from '../http/calls.ts';
import { type CallOptions, refusedInput } from '../lookup.ts';
import type { jaqlAnswer, jaqlBody } from './endpoints.ts';
import { type Table, tableOfJaql, tableOfSql } from './table.ts';

export type JaqlQuery = z.input<typeof jaqlBody>;
/** What Sisense answered to a JAQL query (rest-api §9). */
export type JaqlAnswer = z.output<typeof jaqlAnswer>;
/** A datasource that can be queried. */
export type Datasource = z.output<(typeof endpoints)['queries.datasources']['answer']>[number];

export interface SqlOptions extends CallOptions {
  /** Rows to read; all when absent (`-1` on the wire). */
  count?: number;
  offset?: number;
}

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
    throw refusedInput(endpoints['queries.sql'], `Sisense did not answer with the number of rows of "${table}".`);
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
    const path = { server, title: datasource };
    await this.#calls.call(endpoints['queries.cancel'], { path, body: { queries: guids.join(';') }, signal });
  }

  /** What can be queried by the user of the token. */
  datasources({ signal }: CallOptions = {}): Promise<Datasource[]> {
    return this.#calls.call(endpoints['queries.datasources'], { signal });
  }

  /** The fields of a datasource by title (rest-api §9). */
  fields(datasource: string, { count = 10_000, signal }: CallOptions & { count?: number } = {}) {
    return this.#calls.call(endpoints['queries.fields'], {
      path: { title: datasource },
      body: { offset: 0, count },
      signal,
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
