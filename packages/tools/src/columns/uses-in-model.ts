import { columnsOf, type Datamodel, tablesOf } from '@fes-assistant/sisense';
import { columnKey } from './column-key.ts';

/** Columns that the model itself needs: those that join tables, and those that a custom table or column mentions. */
export function usesInModel(model: Datamodel): Map<string, string[]> {
  const uses = new Map<string, string[]>();
  const add = (key: string, use: string) => uses.set(key, [...new Set([...(uses.get(key) ?? []), use])]);
  const expressions = expressionsOf(model);
  for (const one of columnsOf(model)) {
    if (one.isKey) add(columnKey(one), 'join');
    const mention = `[${one.column}]`.toLowerCase();
    const where = expressions.find(
      ({ text, owner }) => owner !== one.columnOid && text.toLowerCase().includes(mention),
    );
    if (where) add(columnKey(one), where.kind);
  }
  return uses;
}

function expressionsOf(model: Datamodel): { kind: string; owner: string | null; text: string }[] {
  const all = tablesOf(model).flatMap(({ table }) => [
    { kind: 'custom table', owner: null, text: expressionText(table.expression) },
    ...(table.columns ?? []).map((column) => ({
      kind: 'custom column',
      owner: column.oid ?? null,
      text: expressionText(column.expression),
    })),
  ]);
  return all.filter(({ text }) => text !== '');
}

/** The text of an expression, which comes as a text or as an object that holds one. */
export function expressionText(expression: unknown): string {
  if (typeof expression === 'string') return expression;
  if (expression === null || typeof expression !== 'object' || !('expression' in expression)) return '';
  return typeof expression.expression === 'string' ? expression.expression : '';
}
