import { isRecord } from '../http/server-reason.ts';

/** Rows of plain values under their headers. */
export interface Table {
  headers: string[];
  rows: unknown[][];
}

/** A JAQL answer as a table; cells become their `data`. */
export function tableOfJaql(answer: unknown): Table {
  if (!isRecord(answer)) return { headers: [], rows: [] };
  const headers = Array.isArray(answer['headers']) ? answer['headers'].map(String) : [];
  const values = Array.isArray(answer['values']) ? answer['values'] : [];
  if (values.length === 0) return { headers, rows: [] };
  const rows = values.every(Array.isArray) ? values : [values];
  return { headers, rows: rows.map((row) => row.map(dataOf)) };
}

/** An SQL answer as a table. */
export function tableOfSql(answer: {
  headers?: string[] | null | undefined;
  values?: unknown[] | null | undefined;
}): Table {
  const rows = (answer.values ?? []).map((row) => (Array.isArray(row) ? row : [row]));
  return { headers: answer.headers ?? [], rows };
}

function dataOf(cell: unknown): unknown {
  return isRecord(cell) && 'data' in cell ? cell['data'] : cell;
}
