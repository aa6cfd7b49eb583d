import type { Column, Json, JsonSchema, Row } from '@fes-assistant/protocol';
import { Refusal } from '@fes-assistant/tools';
import { z } from 'zod';
import { readAnswer } from '../calls/answers.ts';
import type { CallAnswer, ToolCall } from '../calls/tool-call.ts';
import type { ConnectionDesk } from '../connections/connection-desk.ts';
import { type OwnTool, ownTool } from '../operation-tools/own-tool.ts';
import { cellOf, rowsWhere, textOf, whereSchema } from './conditions.ts';
import { groupRows } from './group-rows.ts';
import { joinKinds, joinRows } from './join-rows.ts';
import { itemResult, keepRows, type RowsToKeep, rowsPage } from './kept-answer.ts';
import type { KeptResult, ResultStore } from './result-store.ts';

interface ResultParts {
  connections: ConnectionDesk;
  results: ResultStore;
}

const rowsOutput: JsonSchema = {
  type: 'object',
  properties: {
    rows: { type: 'array', items: { type: 'object' } },
    columns: { type: 'array', items: { type: 'object' } },
    total: { type: 'integer' },
    nextCursor: { type: 'string' },
    handle: { type: 'string' },
  },
  required: ['rows', 'columns', 'total'],
};
const itemOutput: JsonSchema = { type: 'object', properties: { item: { type: 'object' } }, required: ['item'] };

const handle = z
  .string()
  .regex(/^\$r\d{1,9}$/, 'must be the name of a result, such as $r3')
  .describe('Name of a result: $r3');
const column = z.string().min(1).max(200);

/** Tools that count, sum, group, filter and join results that are held here, so that a model need not see their rows. */
export function resultTools(parts: ResultParts): OwnTool[] {
  return [rowsTool(parts), countTool(parts), sumTool(parts), groupTool(parts), filterTool(parts), joinTool(parts)];
}

function rowsTool(parts: ResultParts): OwnTool {
  return ownTool({
    id: 'results.rows',
    title: 'Show rows of a result',
    description: 'Gives the rows of an earlier result, from its start or from the cursor of its next page.',
    input: z.strictObject({
      result: z
        .string()
        .regex(/^\$r\d{1,9}(@\d{1,9})?$/)
        .describe('Name of a result, $r3, or a cursor, $r3@5000'),
    }),
    output: rowsOutput,
    effect: 'read',
    examples: [{ ask: 'Show me the next rows', input: { result: '$r3@5000' } }],
    async run({ result }, call) {
      const [name = '', from = '0'] = result.split('@');
      const kept = await find(parts, { call, name });
      return readAnswer(rowsPage({ ...kept, from: Number(from) }, name));
    },
  });
}

function countTool(parts: ResultParts): OwnTool {
  return ownTool({
    id: 'results.count',
    title: 'Count rows of a result',
    description: 'Counts the rows of an earlier result that meet the conditions.',
    input: z.strictObject({ result: handle, where: whereSchema }),
    output: itemOutput,
    effect: 'read',
    examples: [
      {
        ask: 'How many of them are viewers?',
        input: { result: '$r1', where: [{ column: 'role', is: 'equals', value: 'viewer' }] },
      },
    ],
    async run({ result, where }, call) {
      const { rows } = await find(parts, { call, name: result });
      return readAnswer(itemResult({ item: { count: rowsWhere(rows, where).length, of: rows.length } }));
    },
  });
}

function sumTool(parts: ResultParts): OwnTool {
  return ownTool({
    id: 'results.sum',
    title: 'Sum a column of a result',
    description: 'Adds up a column of an earlier result, with its smallest, largest and mean value.',
    input: z.strictObject({ result: handle, column, where: whereSchema }),
    output: itemOutput,
    effect: 'read',
    examples: [{ ask: 'How large are they together?', input: { result: '$r2', column: 'sizeInMb' } }],
    async run({ result, column: name, where }, call) {
      const kept = await find(parts, { call, name: result });
      requireColumn(kept, name);
      const cells = rowsWhere(kept.rows, where).map((row) => cellOf(row, name));
      return readAnswer(itemResult({ item: sumOf(cells) }));
    },
  });
}

function sumOf(cells: Json[]): Json {
  const numbers = cells.filter((cell) => cell !== null && textOf(cell) !== '').map(Number);
  const counted = numbers.filter((number) => !Number.isNaN(number));
  const sum = counted.reduce((total, number) => total + number, 0);
  const extremes = counted.reduce<[number, number]>(
    ([low, high], number) => [Math.min(low, number), Math.max(high, number)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  const [min, max] = counted.length === 0 ? [null, null] : extremes;
  return {
    sum,
    min,
    max,
    mean: counted.length === 0 ? null : sum / counted.length,
    counted: counted.length,
    left_out: cells.length - counted.length,
  };
}

function groupTool(parts: ResultParts): OwnTool {
  return ownTool({
    id: 'results.group',
    title: 'Group rows of a result',
    description: 'Counts the rows of an earlier result by one or more columns, the largest group first.',
    input: z.strictObject({
      result: handle,
      by: z.array(column).min(1).max(5).describe('Columns to group by'),
      sum: column.optional().describe('Column to add up in each group'),
      where: whereSchema,
    }),
    output: rowsOutput,
    effect: 'read',
    examples: [{ ask: 'How many users has each role?', input: { result: '$r1', by: ['role'] } }],
    async run({ result, by, sum, where }, call) {
      const kept = await find(parts, { call, name: result });
      for (const name of [...by, ...(sum === undefined ? [] : [sum])]) requireColumn(kept, name);
      const grouped = groupRows({ ...kept, rows: rowsWhere(kept.rows, where) }, { by, sum });
      return derived(parts, { call, from: kept, tool: 'results.group', result: grouped });
    },
  });
}

function filterTool(parts: ResultParts): OwnTool {
  return ownTool({
    id: 'results.filter',
    title: 'Filter rows of a result',
    description: 'Keeps the rows of an earlier result that meet the conditions, under a name of their own.',
    input: z.strictObject({ result: handle, where: whereSchema }),
    output: rowsOutput,
    effect: 'read',
    examples: [
      {
        ask: 'Only those who never logged in',
        input: { result: '$r1', where: [{ column: 'lastLogin', is: 'empty' }] },
      },
    ],
    async run({ result, where }, call) {
      const kept = await find(parts, { call, name: result });
      for (const condition of where) requireColumn(kept, condition.column);
      const rows = rowsWhere(kept.rows, where);
      return derived(parts, { call, from: kept, tool: 'results.filter', result: { ...kept, rows } });
    },
  });
}

function joinTool(parts: ResultParts): OwnTool {
  return ownTool({
    id: 'results.join',
    title: 'Join two results',
    description:
      'Puts rows of two earlier results side by side where a column of each has the same value, or finds those without a match.',
    input: z.strictObject({
      left: handle,
      right: handle,
      left_column: column,
      right_column: column,
      keep: z.enum(joinKinds).default('matches').describe('Rows with a match, all left rows, or left rows without one'),
    }),
    output: rowsOutput,
    effect: 'read',
    examples: [
      {
        ask: 'Which users own no dashboard?',
        input: { left: '$r1', right: '$r2', left_column: '_id', right_column: 'owner', keep: 'without-match' },
      },
    ],
    async run({ left, right, left_column, right_column, keep }, call) {
      const [one, other] = [await find(parts, { call, name: left }), await find(parts, { call, name: right })];
      requireColumn(one, left_column);
      requireColumn(other, right_column);
      const joined = joinRows({ left: one, right: other }, { on: [left_column, right_column], keep });
      return derived(parts, { call, from: one, tool: 'results.join', result: joined });
    },
  });
}

async function find({ connections, results }: ResultParts, { call, name }: { call: ToolCall; name: string }) {
  const live = await connections.identifyIfAny(call.headers);
  const fingerprints = live.map(({ identity }) => identity.fingerprint);
  return results.find(name, { principal: call.principal, fingerprints });
}

interface Derived {
  call: ToolCall;
  from: { fingerprint: string };
  tool: string;
  result: RowsToKeep;
}

function derived({ results }: ResultParts, { call, from, tool, result }: Derived): CallAnswer {
  const origin = { tool, args: call.args as Json };
  const { principal } = call;
  return readAnswer(keepRows(result, { results, principal, fingerprint: from.fingerprint, origin }));
}

function requireColumn({ rows, columns }: KeptResult, name: string): void {
  if (rows.length === 0 || rows.some((row: Row) => Object.hasOwn(row, name))) return;
  const known = columns.map((one: Column) => one.key).join(', ');
  throw new Refusal(`The result has no column "${name}". It has: ${known}.`, 'invalid');
}
