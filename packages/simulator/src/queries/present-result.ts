import { datasourceOf } from '../dashboards/datasource.ts';
import type { JsonObject } from '../json.ts';
import type { DataModel, World } from '../world.ts';
import type { JaqlResult } from './jaql.ts';
import type { Value } from './table-rows.ts';

interface Cell {
  data: Value;
  text: string;
}

const cell = (value: Value, isDate: boolean): Cell => ({ data: value, text: textOfCell(value, isDate) });

/** Dates are written out: `05/17/2026 00:00:00`. */
function textOfCell(value: Value, isDate: boolean): string {
  if (value === null) return 'N\\A';
  const [, year, month, day, time] = /^(\d{4})-(\d\d)-(\d\d)T(\d\d:\d\d:\d\d)/.exec(isDate ? String(value) : '') ?? [];
  return year === undefined ? String(value) : `${month}/${day}/${year} ${time}`;
}

/** Without dimensions `values` is one flat list of cells, else a list of rows. */
export function jaqlAnswer(of: { world: World; result: JaqlResult; model: DataModel }): JsonObject {
  const { world, result, model } = of;
  const rows = result.rows.map((row) => row.map((value, at) => cell(value, result.isDate[at] === true)));
  return {
    headers: result.headers,
    metadata: result.metadata,
    datasource: { revisionId: 'TBD', fullname: datasourceOf(world, model).fullname },
    processingInfo: { cacheType: 'none', cacheTime: world.clock.stamp() },
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
