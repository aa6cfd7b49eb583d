import { aggregate, isAggregation, rounded } from '../aggregate.ts';
import type { Value } from '../table-rows.ts';
import type { Expression } from './syntax.ts';
import { sqlError } from './tokens.ts';

/** Rows under named columns; a column may be known with its table. */
export interface Relation {
  columns: { table: string | undefined; name: string }[];
  rows: Value[][];
}

/** What an expression is computed over: one row, or the rows of a group. */
export interface Scope {
  columns: Relation['columns'];
  /** One for a plain row; for a group the first is the one whose plain columns count. */
  rows: Value[][];
}

export function hasAggregate(expression: Expression): boolean {
  switch (expression.kind) {
    case 'call':
      return isAggregation(expression.name) || expression.of.some(hasAggregate);
    case 'binary':
      return hasAggregate(expression.left) || hasAggregate(expression.right);
    case 'unary':
    case 'in':
    case 'between':
    case 'is-null':
      return hasAggregate(expression.of);
    default:
      return false;
  }
}

export function columnIndex(columns: Relation['columns'], of: { table: string | undefined; name: string }): number {
  const same = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase();
  const { table, name } = of;
  const at = columns.findIndex(
    (column) => same(column.name, name) && (table === undefined || same(column.table, table)),
  );
  if (at < 0) throw sqlError(`no such column: ${table === undefined ? '' : `${table}.`}${name}`);
  return at;
}

export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'column':
      return scope.rows[0]?.[columnIndex(scope.columns, expression)] ?? null;
    case 'star':
      throw sqlError("'*' cannot stand here");
    case 'call':
      return callValue(expression, scope);
    case 'unary':
      return unaryValue(expression, scope);
    case 'binary':
      return binaryValue(expression, scope);
    case 'in':
      return (
        expression.choices.some((choice) => evaluate(choice, scope) === evaluate(expression.of, scope)) !==
        expression.not
      );
    case 'between': {
      const value = evaluate(expression.of, scope);
      const isInside =
        ordered(value, evaluate(expression.from, scope)) >= 0 && ordered(value, evaluate(expression.to, scope)) <= 0;
      return isInside !== expression.not;
    }
    case 'is-null':
      return (evaluate(expression.of, scope) === null) !== expression.not;
  }
}

function callValue(call: Extract<Expression, { kind: 'call' }>, scope: Scope): Value {
  const [argument] = call.of;
  if (isAggregation(call.name)) {
    if (call.name === 'count' && (argument === undefined || argument.kind === 'star')) return scope.rows.length;
    if (argument === undefined) throw sqlError(`${call.name} needs a column`);
    const values = scope.rows.map((row) => evaluate(argument, { columns: scope.columns, rows: [row] }));
    const name = call.name === 'count' && !call.distinct ? 'countduplicates' : call.name;
    return aggregate(name, call.distinct ? [...new Set(values)] : values);
  }
  const values = call.of.map((one) => evaluate(one, scope));
  return plainFunction(call.name, values);
}

function plainFunction(name: string, [first = null, second = null]: Value[]): Value {
  if (name === 'upper') return first === null ? null : String(first).toUpperCase();
  if (name === 'lower') return first === null ? null : String(first).toLowerCase();
  if (name === 'length' || name === 'len') return first === null ? null : String(first).length;
  if (name === 'abs') return typeof first === 'number' ? Math.abs(first) : null;
  if (name === 'coalesce' || name === 'isnull') return first ?? second;
  if (name === 'getyear' || name === 'year') return first === null ? null : Number(String(first).slice(0, 4));
  throw sqlError(`no such function: ${name}`);
}

function unaryValue({ operator, of }: Extract<Expression, { kind: 'unary' }>, scope: Scope): Value {
  const value = evaluate(of, scope);
  if (operator === 'not') return !isTrue(value);
  return typeof value === 'number' ? -value : null;
}

export const isTrue = (value: Value): boolean => value === true || (typeof value === 'number' && value !== 0);

function binaryValue({ operator, left, right }: Extract<Expression, { kind: 'binary' }>, scope: Scope): Value {
  if (operator === 'AND') return isTrue(evaluate(left, scope)) && isTrue(evaluate(right, scope));
  if (operator === 'OR') return isTrue(evaluate(left, scope)) || isTrue(evaluate(right, scope));
  const [a, b] = [evaluate(left, scope), evaluate(right, scope)];
  if (operator === '||') return `${a ?? ''}${b ?? ''}`;
  if (['+', '-', '*', '/', '%'].includes(operator)) return calculated(operator, [a, b]);
  if (a === null || b === null) return null;
  return compared(operator, [a, b]);
}

function calculated(operator: string, [a, b]: [Value, Value]): Value {
  if (operator === '+' && (typeof a === 'string' || typeof b === 'string')) return `${a ?? ''}${b ?? ''}`;
  if (typeof a !== 'number' || typeof b !== 'number') return null;
  if (operator === '+') return rounded(a + b);
  if (operator === '-') return rounded(a - b);
  if (operator === '*') return rounded(a * b);
  if (b === 0) return null;
  return operator === '/' ? rounded(a / b) : a % b;
}

function compared(operator: string, [a, b]: [Value, Value]): boolean {
  if (operator === 'LIKE') return likePattern(String(b)).test(String(a));
  const order = ordered(a, b);
  if (operator === '=') return order === 0;
  if (operator === '<>' || operator === '!=') return order !== 0;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function likePattern(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('%', '.*').replaceAll('_', '.')}$`, 'is');
}

export function ordered(a: Value, b: Value): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;
}
