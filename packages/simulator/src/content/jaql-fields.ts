import type { JsonObject } from '../json.ts';
import type { MeasureSpec, ModelSpec } from './model-spec.ts';
import { valueSpecOf } from './model-spec.ts';

/** `orders.total_amount` as table and column. */
function fieldOf(path: string): { table: string; column: string } {
  const at = path.indexOf('.');
  return { table: path.slice(0, at), column: path.slice(at + 1) };
}

export function datatypeOf(model: ModelSpec, path: string): 'text' | 'numeric' | 'datetime' {
  const { table, column } = fieldOf(path);
  const words = model.tables.find(({ name }) => name === table)?.columns[column] ?? 'text';
  const { kind } = valueSpecOf(words);
  if (kind === 'day') return 'datetime';
  return kind === 'text' || kind === 'pick' ? 'text' : 'numeric';
}

/** `orders.order_date` → `Order date` */
export function captionOf(path: string): string {
  const words = fieldOf(path).column.replaceAll('_', ' ');
  return words === words.toUpperCase()
    ? words.charAt(0) + words.slice(1).toLowerCase()
    : words.charAt(0).toUpperCase() + words.slice(1);
}

export function dimensionJaql(model: ModelSpec, path: string): JsonObject {
  const { table, column } = fieldOf(path);
  return { table, column, dim: `[${path}]`, datatype: datatypeOf(model, path), merged: true, title: captionOf(path) };
}

export function dateJaql(model: ModelSpec, level: string): JsonObject {
  const { table, column } = fieldOf(model.date);
  const title = `${level.charAt(0).toUpperCase()}${level.slice(1)} in ${captionOf(model.date)}`;
  return { table, column, dim: `[${model.date} (Calendar)]`, datatype: 'datetime', level, merged: true, title };
}

export function measureJaql(model: ModelSpec, measure: MeasureSpec): JsonObject {
  const { table, column } = fieldOf(measure.of);
  const datatype = datatypeOf(model, measure.of);
  return { table, column, dim: `[${measure.of}]`, datatype, agg: measure.agg, title: measure.title };
}

/** One measure over another, as a formula with the columns in its context. */
export function ratioJaql(model: ModelSpec, over: { top: MeasureSpec; bottom: MeasureSpec }): JsonObject {
  const { top, bottom } = over;
  return {
    type: 'measure',
    title: `${top.title} per ${bottom.title.toLowerCase()}`,
    formula: '[top] / [bottom]',
    context: { '[top]': measureJaql(model, top), '[bottom]': nestedMeasure(model, bottom) },
  };
}

/** A formula inside a formula: its column is two levels down. */
function nestedMeasure(model: ModelSpec, measure: MeasureSpec): JsonObject {
  const { agg: _agg, ...column } = measureJaql(model, measure);
  return { formula: `${measure.agg}([x])`, title: measure.title, context: { '[x]': column } };
}
