import type { Column, Json, ReadResult, Row, RowsResult } from '@fes-assistant/protocol';
import type { Origin, ResultStore } from './result-store.ts';

/** What one answer carries at most; the rest stays here behind the handle. */
const maxRows = 5_000;
const maxCharacters = 4 * 1024 * 1024;

export interface RowsToKeep {
  rows: Row[];
  columns: Column[];
  notes?: string[];
  /** First row of the page. */
  from?: number;
}

/** A page of rows under the name of the whole result, which is held. Says what it leaves out and how to get it. */
export function rowsPage({ rows, columns, notes = [], from = 0 }: RowsToKeep, handle: string | undefined): RowsResult {
  const page = handle === undefined ? rows : fittingRows(rows, from);
  const next = from + page.length;
  const more = next < rows.length && handle !== undefined;
  const told = more ? [...notes, `Rows ${from + 1} to ${next} of ${rows.length}; results.rows has the others.`] : notes;
  return {
    rows: page,
    columns,
    total: rows.length,
    ...(handle === undefined ? {} : { handle }),
    ...(more ? { nextCursor: `${handle}@${next}` } : {}),
    ...(told.length === 0 ? {} : { notes: told }),
  };
}

function fittingRows(rows: Row[], from: number): Row[] {
  const page = rows.slice(from, from + maxRows);
  let length = 0;
  const tooMany = page.findIndex((row, index) => {
    length += JSON.stringify(row).length;
    return length > maxCharacters && index > 0;
  });
  return tooMany === -1 ? page : page.slice(0, tooMany);
}

interface Keeping {
  results: ResultStore;
  principal: string;
  fingerprint: string;
  origin: Origin;
}

/** Holds the rows of a result and answers with their first page. */
export function keepRows(result: RowsToKeep, { results, principal, fingerprint, origin }: Keeping): RowsResult {
  const handle = results.keep(result, { principal, fingerprint, origin });
  return rowsPage(result, handle);
}

export function itemResult({
  item,
  columns = [],
  notes = [],
}: {
  item: Json;
  columns?: Column[];
  notes?: string[];
}): ReadResult {
  return { item, columns, total: 1, ...(notes.length === 0 ? {} : { notes }) };
}
