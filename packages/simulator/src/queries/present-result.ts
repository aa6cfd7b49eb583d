import { datasourceOf } from '../dashboards/datasource.ts';
import type { JsonObject } from '../json.ts';
import type { DataModel } from '../world.ts';
import type { JaqlResult } from './jaql.ts';
import type { Value } from './table-rows.ts';

interface Cell {
  data: Value;
  text: string;
}

const cell = (value: Value): Cell => ({ data: value, text: value === null ? 'N\\A' : String(value) });

/** Without dimensions `values` is one flat list of cells, else a list of rows. */
export function jaqlAnswer(of: { result: JaqlResult; model: DataModel; now: string }): JsonObject {
  const { result, model, now } = of;
  const rows = result.rows.map((row) => row.map(cell));
  return {
    headers: result.headers,
    metadata: result.metadata,
    datasource: { revisionId: 'TBD', fullname: datasourceOf(model).fullname },
    processingInfo: { cacheType: 'none', cacheTime: now },
    translationInfo: {
      translationServiceProvider: 'NewTranslationService',
      isTranslationFallback: false,
      isQueryFallback: false,
      translationDuration: 0.02,
      sqlFromCache: false,
    },
    values: result.measuresOnly ? (rows[0] ?? []) : rows,
  };
}

export function csvOf(of: { headers: string[]; rows: Value[][]; lineEnd: string }): string {
  const lines = [of.headers, ...of.rows].map((row) => row.map((value) => quoted(value)).join(','));
  return lines.map((line) => line + of.lineEnd).join('');
}

function quoted(value: Value): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
