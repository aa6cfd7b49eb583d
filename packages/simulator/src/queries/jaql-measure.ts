import { isObject, type JsonObject, objectOf, textOf } from '../json.ts';
import type { DataModel } from '../world.ts';
import { aggregate, isAggregation, rounded } from './aggregate.ts';
import { type Formula, parseFormula } from './formula.ts';
import { type Field, fieldIn } from './jaql-field.ts';
import type { Joined } from './joined-rows.ts';
import { QueryError } from './query-error.ts';
import type { Value } from './table-rows.ts';

/** One aggregated column, or a formula over such. */
export type Measure =
  | { kind: 'column'; field: Field; agg: string | undefined }
  | { kind: 'formula'; formula: Formula; context: Map<string, Measure> };

export function measureOf(model: DataModel, jaql: JsonObject): Measure {
  if (typeof jaql.formula !== 'string') return { kind: 'column', field: fieldIn(model, jaql), agg: textOf(jaql.agg) };
  const entries = Object.entries(objectOf(jaql.context)).filter(([, inner]) => isObject(inner));
  const context = new Map(entries.map(([key, inner]) => [key, measureOf(model, objectOf(inner))]));
  return { kind: 'formula', formula: parseFormula(jaql.formula), context };
}

/** The table over whose rows it is computed: that of the first column in it. */
export function baseOf(measure: Measure): string {
  const base = firstTable(measure);
  if (base === undefined)
    throw new QueryError('A measure without a column', { type: 'jaql_error', httpStatusCode: 400 });
  return base;
}

function firstTable(measure: Measure): string | undefined {
  if (measure.kind === 'column') return measure.field.table;
  for (const inner of measure.context.values()) {
    const found = firstTable(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

interface Group {
  join: Joined;
  /** The rows of the group. */
  at: number[];
}

export function measureValue(measure: Measure, group: Group): Value {
  if (measure.kind === 'column') return aggregate(measure.agg ?? 'sum', valuesOf(measure.field, group));
  return formulaValue(measure, { formula: measure.formula, group });
}

function valuesOf(field: Field, { join, at }: Group): Value[] {
  const read = join.reader(field.table, field.column);
  return read === undefined ? [] : at.map(read);
}

type FormulaMeasure = Extract<Measure, { kind: 'formula' }>;

function formulaValue(measure: FormulaMeasure, of: { formula: Formula; group: Group }): Value {
  const { formula, group } = of;
  switch (formula.kind) {
    case 'number':
      return formula.value;
    case 'context':
      return measureValue(inContext(measure, formula.key), group);
    case 'call':
      return callValue(measure, { call: formula, group });
    case 'operation': {
      const left = formulaValue(measure, { formula: formula.left, group });
      const right = formulaValue(measure, { formula: formula.right, group });
      return computed(formula.operator, { left, right });
    }
  }
}

function inContext({ context }: FormulaMeasure, key: string): Measure {
  const found = context.get(key);
  if (found === undefined)
    throw new QueryError(`${key} is not in the formula's context`, { type: 'jaql_error', httpStatusCode: 400 });
  return found;
}

function callValue(measure: FormulaMeasure, of: { call: Extract<Formula, { kind: 'call' }>; group: Group }): Value {
  const { call, group } = of;
  const [argument] = call.of;
  if (!isAggregation(call.name) || argument === undefined) {
    throw new QueryError(`The function ${call.name} is not known`, { type: 'jaql_error', httpStatusCode: 400 });
  }
  if (argument.kind !== 'context') return formulaValue(measure, { formula: argument, group });
  const inner = inContext(measure, argument.key);
  return inner.kind === 'column' ? aggregate(call.name, valuesOf(inner.field, group)) : measureValue(inner, group);
}

function computed(operator: string, { left, right }: { left: Value; right: Value }): Value {
  if (typeof left !== 'number' || typeof right !== 'number') return null;
  if (operator === '+') return rounded(left + right);
  if (operator === '-') return rounded(left - right);
  if (operator === '*') return rounded(left * right);
  return right === 0 ? null : rounded(left / right);
}
