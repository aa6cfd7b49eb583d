import { QueryError } from './query-error.ts';
import type { Value } from './table-rows.ts';

const numbersIn = (values: Value[]): number[] => values.filter((value) => typeof value === 'number');
const present = (values: Value[]): NonNullable<Value>[] => values.filter((value) => value !== null);
const sum = (values: Value[]): number => rounded(numbersIn(values).reduce((total, value) => total + value, 0));
export const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

function average(values: Value[]): number | null {
  const numbers = numbersIn(values);
  return numbers.length === 0 ? null : rounded(sum(numbers) / numbers.length);
}

function extreme(values: Value[], sign: 1 | -1): Value {
  let found: Value = null;
  for (const value of present(values)) if (found === null || (value > found ? sign : -sign) > 0) found = value;
  return found;
}

function median(values: Value[]): number | null {
  const sorted = numbersIn(values).toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}

function variance(values: Value[]): number | null {
  const numbers = numbersIn(values);
  const mean = average(numbers);
  if (mean === null || numbers.length < 2) return null;
  return rounded(numbers.reduce((total, value) => total + (value - mean) ** 2, 0) / (numbers.length - 1));
}

/** Of the whole population, where `variance` is of a sample. */
function populationVariance(values: Value[]): number | null {
  const spread = variance(values);
  const { length } = numbersIn(values);
  return spread === null ? null : rounded((spread * (length - 1)) / length);
}

function mode(values: Value[]): Value {
  const counts = Map.groupBy(present(values), (value) => value);
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null;
}

const rootOf = (spread: number | null): number | null => (spread === null ? null : rounded(Math.sqrt(spread)));

const aggregations: Record<string, (values: Value[]) => Value> = {
  sum,
  avg: average,
  min: (values) => extreme(values, -1),
  max: (values) => extreme(values, 1),
  count: (values) => new Set(present(values)).size,
  countdistinct: (values) => new Set(present(values)).size,
  countduplicates: (values) => present(values).length,
  dupcount: (values) => present(values).length,
  median,
  mode,
  var: variance,
  varp: populationVariance,
  stdev: (values) => rootOf(variance(values)),
  stdevp: (values) => rootOf(populationVariance(values)),
};

/** `count` counts different values and `countduplicates` all, as in JAQL. */
export function aggregate(name: string, values: Value[]): Value {
  const how = aggregations[name.toLowerCase()];
  if (how === undefined)
    throw new QueryError(`Unknown aggregation ${name}`, { type: 'jaql_error', httpStatusCode: 400 });
  return how(values);
}

export const isAggregation = (name: string): boolean => name.toLowerCase() in aggregations;
