import type { Answer } from '../answer.ts';
import type { SimulatorOptions } from '../options.ts';

/** What a query fails with. Sent with HTTP 200 unless `queryErrorStatus` says otherwise. */
export class QueryError extends Error {
  readonly type: string;
  readonly httpStatusCode: number;
  readonly database: string;

  constructor(details: string, more: { type?: string; httpStatusCode?: number; database?: string } = {}) {
    super(details);
    this.type = more.type ?? 'db_error';
    this.httpStatusCode = more.httpStatusCode ?? 500;
    this.database = more.database ?? '';
  }
}

export function queryErrorAnswer(error: QueryError, options: SimulatorOptions): Answer {
  const { message: details, type, httpStatusCode, database } = error;
  const status = options.queryErrorStatus === 'ok' ? 200 : httpStatusCode;
  return { status, json: { error: true, details, type, errorSource: 'query', httpStatusCode, database } };
}
