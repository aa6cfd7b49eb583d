import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, first, startDemo } from '../../test/demo.ts';
import { json, startTestServer } from '../../test/server.ts';
import { tablesOf } from '../datamodels/model-columns.ts';
import { Sisense } from '../sisense.ts';
import { quotedName } from './queries.ts';
import { tableOfJaql } from './table.ts';

let demo: Demo;
let title: string;
let table: string;
let column: string;

beforeAll(async () => {
  demo = await startDemo();
  const model = await demo.sisense.datamodels.get(
    first(await demo.sisense.datamodels.list(), ({ type }) => type === 'extract').oid,
  );
  title = String(model.title);
  const placed = first(tablesOf(model));
  table = placed.table.name;
  column = String(placed.table.columns?.[0]?.name);
});
afterAll(() => demo.close());

const query = () => ({ datasource: { title }, metadata: [{ jaql: { dim: `[${table}.${column}]` } }], count: 3 });

describe('queries', () => {
  it('come as a table and as CSV', async () => {
    const { rows } = await demo.sisense.queries.jaqlTable(title, query());
    expect(rows).toHaveLength(3);
    const csv = await demo.sisense.queries.jaqlCsv(title, query());
    expect(csv.trim().split(/\r?\n/).slice(-3)).toEqual(rows.map(([cell]) => String(cell)));
  });

  it.each(['ok', 'failing'] as const)('that fail with status "%s" are failures, with the reason', async (status) => {
    demo.deployment.options.queryErrorStatus = status;
    const bad = { datasource: { title }, metadata: [{ jaql: { dim: '[No such table.x]' } }] };
    for (const asked of [
      demo.sisense.queries.jaql(title, bad),
      demo.sisense.queries.sql(title, 'SELECT * FROM [Nowhere]'),
    ]) {
      await expect(asked).rejects.toMatchObject({
        name: 'SisenseError',
        details: { serverReason: expect.any(String), mayHaveHappened: false },
      });
    }
  });

  it('in SQL give rows, a part of them, and their number', async () => {
    const sql = `SELECT * FROM ${quotedName(table)}`;
    const { headers, rows } = await demo.sisense.queries.sql(title, sql, { count: 5, offset: 0 });
    expect(rows).toHaveLength(5);
    expect(headers).toContain(column);
    expect(await demo.sisense.queries.countRows(title, table)).toBeGreaterThan(4);
    expect((await demo.sisense.queries.sqlCsv(title, sql, { count: 2 })).trim().split('\n')).toHaveLength(3);
  });

  it('that are no queries are not sent', async () => {
    await expect(demo.sisense.queries.jaql(title, [] as never)).rejects.toThrow(/A JAQL query is an object/);
  });
});

it.each([
  ['all of them, in one request', 7, 10_000, 1],
  ['those beyond a cap of the server', 250, 100, 5],
  ['those beyond one page', 10_001, 10_000, 4],
])('the fields of a datasource are whole: %s', async (_what, length, cap, requests) => {
  const all = Array.from({ length }, (_, at) => ({ id: `[T.C${at}]`, table: 'T', column: `C${at}` }));
  const server = await startTestServer((response, asked, number) => {
    const { offset, count } = JSON.parse(asked.body) as { offset: number; count: number };
    json(all.slice(offset, offset + Math.min(count, cap)))(response, asked, number);
  });
  const sisense = new Sisense({ origin: server.origin, token: 'token' });
  expect((await sisense.queries.fields('Sales')).map(({ column }) => column)).toEqual(all.map(({ column }) => column));
  expect(server.asked).toHaveLength(requests);
  server.reply = json(Array.from({ length: 10_000 }, (_, at) => ({ id: String(at) })));
  await expect(sisense.queries.fields('Sales')).rejects.toMatchObject({ code: 'unexpected-answer' });
  await sisense.close();
  await server.close();
});

it('every datasource and the fields of one are known', async () => {
  expect((await demo.sisense.queries.datasources()).map((one) => one.title)).toContain(title);
  expect((await demo.sisense.queries.fields(title)).map((field) => field.column)).toContain(column);
});

describe('a JAQL answer', () => {
  const cell = (data: unknown) => ({ data, text: String(data) });

  it('of several rows, of one flat row, of plain values, of nothing', () => {
    const headers = ['A', 'B'];
    expect(tableOfJaql({ headers, values: [[cell(1), cell('x')]] })).toEqual({ headers, rows: [[1, 'x']] });
    expect(tableOfJaql({ headers, values: [cell(1), cell(2)] })).toEqual({ headers, rows: [[1, 2]] });
    expect(tableOfJaql({ headers, values: [[100, 200]] })).toEqual({ headers, rows: [[100, 200]] });
    expect(tableOfJaql({ headers, values: [] })).toEqual({ headers, rows: [] });
    expect(tableOfJaql([])).toEqual({ headers: [], rows: [] });
  });
});

it('a name in SQL is quoted', () => {
  expect(quotedName('a]b [c')).toBe('[a]]b [c]');
});
