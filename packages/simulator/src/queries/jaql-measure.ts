import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import type { DataModel } from '../world.ts';
import { isAggregation, rounded } from './aggregate.ts';
import { type Formula, parseFormula } from './formula.ts';
import { type Dimension, dimensionIn, type Field, fieldIn } from './jaql-field.ts';
import { QueryError } from './query-error.ts';
import type { Value } from './table-rows.ts';

/** One aggregated column, over the rows that its own filters leave. */
export interface Leaf {
  kind: 'column';
  field: Field;
  agg: string;
  filters: Dimension[];
}

/** `avg([Customer], sum([Net]))`: aggregated first for each member, then over these. */
export interface Nested {
  kind: 'nested';
  agg: string;
  over: Dimension[];
  of: Measure;
}

/** What is computed from numbers that the database gives. */
export type Measure =
  | Leaf
  | Nested
  | { kind: 'number'; value: number }
  | { kind: 'operation'; operator: string; left: Measure; right: Measure }
  | { kind: 'choice'; cases: { when: Measure; gives: Measure }[]; otherwise: Measure | undefined }
  | { kind: 'function'; name: string; of: Measure[] };

interface Scope {
  model: DataModel;
  context: Map<string, JsonObject>;
  filters: Dimension[];
}

export function measureOf(model: DataModel, jaql: JsonObject): Measure {
  return measureIn({ model, context: new Map(), filters: [] }, { jaql, agg: 'sum' });
}

function measureIn({ model, filters }: Scope, of: { jaql: JsonObject; agg: string }): Measure {
  const { jaql, agg } = of;
  if (typeof jaql.formula !== 'string')
    return { kind: 'column', field: fieldIn(model, jaql), agg: textOf(jaql.agg) ?? agg, filters };
  const entries = Object.entries(objectOf(jaql.context)).filter(([, inner]) => isObject(inner));
  const context = new Map(entries.map(([key, inner]) => [key, objectOf(inner)]));
  return computedOf(parseFormula(jaql.formula), { model, context, filters });
}

function inContext({ context }: Scope, key: string): JsonObject {
  const found = context.get(key);
  if (found === undefined) throw unknown(`${key} is not in the formula's context`);
  return found;
}

const unknown = (text: string) => new QueryError(text, { type: 'jaql_error', httpStatusCode: 400 });

function computedOf(formula: Formula, scope: Scope): Measure {
  const inner = (one: Formula) => computedOf(one, scope);
  switch (formula.kind) {
    case 'number':
      return formula;
    case 'context':
      return measureIn(scope, { jaql: inContext(scope, formula.key), agg: 'sum' });
    case 'filtered':
      return computedOf(formula.of, { ...scope, filters: [...scope.filters, ...filtersOf(formula.by, scope)] });
    case 'choice': {
      const cases = formula.cases.map(({ when, gives }) => ({ when: inner(when), gives: inner(gives) }));
      return {
        kind: 'choice',
        cases,
        otherwise: formula.otherwise === undefined ? undefined : inner(formula.otherwise),
      };
    }
    case 'operation':
      return { kind: 'operation', operator: formula.operator, left: inner(formula.left), right: inner(formula.right) };
    case 'call':
      return calledOf(formula, scope);
  }
}

const filtersOf = (keys: string[], scope: Scope): Dimension[] =>
  keys.map((key) => dimensionIn(scope.model, inContext(scope, key)));

function calledOf(call: Extract<Formula, { kind: 'call' }>, scope: Scope): Measure {
  const name = call.name.toLowerCase();
  if (!isAggregation(name)) {
    if (!(name in functions)) throw unknown(`Unknown function ${call.name}`);
    return { kind: 'function', name, of: call.of.map((one) => computedOf(one, scope)) };
  }
  const [first] = call.of;
  if (first === undefined) throw unknown(`${call.name} needs a column`);
  if (call.of.length > 1) return nestedOf(call, scope);
  const jaql = first.kind === 'context' ? inContext(scope, first.key) : undefined;
  return jaql !== undefined && jaql.formula === undefined
    ? measureIn(scope, { jaql: { ...jaql, agg: name }, agg: name })
    : computedOf(first, scope);
}

function nestedOf(call: Extract<Formula, { kind: 'call' }>, scope: Scope): Measure {
  const last = call.of.at(-1);
  const keys = call.of.slice(0, -1).flatMap((one) => (one.kind === 'context' ? [one.key] : []));
  if (last === undefined || keys.length !== call.of.length - 1)
    throw unknown(`${call.name} needs columns, then a measure`);
  return { kind: 'nested', agg: call.name.toLowerCase(), over: filtersOf(keys, scope), of: computedOf(last, scope) };
}

/** What the database has to compute for a measure. */
export function leavesOf(measure: Measure): (Leaf | Nested)[] {
  switch (measure.kind) {
    case 'column':
    case 'nested':
      return [measure];
    case 'number':
      return [];
    case 'operation':
      return [...leavesOf(measure.left), ...leavesOf(measure.right)];
    case 'choice':
      return [
        ...measure.cases.flatMap(({ when, gives }) => [...leavesOf(when), ...leavesOf(gives)]),
        ...(measure.otherwise === undefined ? [] : leavesOf(measure.otherwise)),
      ];
    case 'function':
      return measure.of.flatMap(leavesOf);
  }
}

/** The measure, once its leaves are known. */
export function measured(measure: Measure, values: ReadonlyMap<Leaf | Nested, Value>): Value {
  switch (measure.kind) {
    case 'column':
    case 'nested':
      return values.get(measure) ?? null;
    case 'number':
      return measure.value;
    case 'operation':
      return computed(measure.operator, [measured(measure.left, values), measured(measure.right, values)]);
    case 'choice': {
      const found = measure.cases.find(({ when }) => measured(when, values) === true)?.gives ?? measure.otherwise;
      return found === undefined ? null : measured(found, values);
    }
    case 'function':
      return functions[measure.name]?.(measure.of.map((one) => measured(one, values))) ?? null;
  }
}

const numeric =
  (compute: (value: number, second: number) => number) =>
  ([value, second]: Value[]): Value =>
    typeof value === 'number' ? rounded(compute(value, typeof second === 'number' ? second : 0)) : null;

const functions: Record<string, (values: Value[]) => Value> = {
  abs: numeric(Math.abs),
  round: numeric((value, digits) => Math.round(value * 10 ** digits) / 10 ** digits),
  floor: numeric(Math.floor),
  ceiling: numeric(Math.ceil),
  sqrt: numeric(Math.sqrt),
  power: numeric((value, exponent) => value ** exponent),
  mod: numeric((value, by) => value % by),
  isnull: ([value = null, otherwise = null]) => (otherwise === null ? value === null : (value ?? otherwise)),
  if: ([condition, yes = null, no = null]) => (condition === true ? yes : no),
};

const comparisons: Record<string, (left: number, right: number) => boolean> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '=': (left, right) => left === right,
  '<>': (left, right) => left !== right,
};

function computed(operator: string, [left = null, right = null]: Value[]): Value {
  if (operator === 'AND') return left === true && right === true;
  if (operator === 'OR') return left === true || right === true;
  if (typeof left !== 'number' || typeof right !== 'number') return null;
  const comparison = comparisons[operator];
  if (comparison !== undefined) return comparison(left, right);
  if (operator === '+') return rounded(left + right);
  if (operator === '-') return rounded(left - right);
  if (operator === '*') return rounded(left * right);
  return right === 0 ? null : rounded(left / right);
}
