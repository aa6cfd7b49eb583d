import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeModel } from '../../test/hand-made-model.ts';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment({ world: 'empty' });
  await makeModel(open, {
    title: 'Shop',
    tables: {
      orders: {
        columns: { id: 8, customer: 8, day: 4, total: 40 },
        rows: [
          [1, 1, '2025-01-10T00:00:00', 100],
          [2, 1, '2025-02-10T00:00:00', 50],
          [3, 2, '2026-01-10T00:00:00', 30],
          [4, 9, '2026-03-10T00:00:00', 7],
          [5, 3, '2026-03-11T00:00:00', null],
        ],
      },
      customers: {
        columns: { id: 8, name: 18, country: 18, vip: 2 },
        rows: [
          [1, 'Ada', 'DE', true],
          [2, 'Ben', 'DE', false],
          [3, 'Cleo', 'FR', false],
        ],
      },
      items: {
        columns: { order: 8, product: 8, quantity: 8 },
        rows: [
          [1, 1, 2],
          [1, 2, 1],
          [2, 1, 5],
          [3, 2, 1],
        ],
      },
      products: {
        columns: { id: 8, category: 18 },
        rows: [
          [1, 'Tents'],
          [2, 'Boots'],
        ],
      },
      countries: {
        columns: { country: 18, orders: 8 },
        rows: [],
        custom:
          'SELECT c.country, COUNT(*) AS orders FROM [orders] o JOIN [customers] c ON o.customer = c.id GROUP BY c.country',
      },
      alone: { columns: { word: 18 }, rows: [['x'], ['y']] },
    },
    relations: ['orders.customer = customers.id', 'items.order = orders.id', 'items.product = products.id'],
  });
});
afterAll(() => open[Symbol.asyncDispose]());

const ask = async (metadata: unknown[], more: object = {}) =>
  row((await open.call('POST', '/api/datasources/Shop/jaql', { body: { metadata, ...more } })).json);
const table = async (metadata: unknown[], more: object = {}) =>
  rows((await ask(metadata, more)).values).map((cells) => rows(cells).map(({ data }) => data));
const cells = async (metadata: unknown[]) => rows((await ask(metadata)).values).map(({ data }) => data);
const sql = async (query: string) =>
  row(await open.read(`/api/datasources/Shop/sql?query=${encodeURIComponent(query)}`));

const sum = { jaql: { dim: '[orders.total]', agg: 'sum', title: 'Total' } };
const country = { jaql: { dim: '[customers.country]', title: 'Country' } };
const category = { jaql: { dim: '[products.category]', title: 'Category' } };
const only = (dim: string, filter: object, more: object = {}) => ({ jaql: { dim, filter, ...more }, panel: 'scope' });

describe('joins of JAQL', () => {
  it('follow the relations, and leave out what has no match', async () => {
    expect(await table([country, sum])).toEqual([
      ['DE', 180],
      ['FR', null],
    ]);
    expect(await cells([sum])).toEqual([187]);
  });

  it('count a row once for each row that it matches across a many-to-many relation', async () => {
    expect(await table([category, sum])).toEqual([
      ['Boots', 130],
      ['Tents', 150],
    ]);
  });

  it('do not multiply one measure with the rows of another', async () => {
    const pieces = { jaql: { dim: '[items.quantity]', agg: 'sum', title: 'Pieces' } };
    expect(await table([country, sum, pieces])).toEqual([
      ['DE', 180, 9],
      ['FR', null, null],
    ]);
  });

  it('filter by a table further on without counting a row twice', async () => {
    expect(await cells([sum, only('[products.category]', { members: ['Tents', 'Boots'] })])).toEqual([180]);
    expect(await cells([sum, only('[products.category]', { members: ['Tents'] })])).toEqual([150]);
    expect(await cells([sum, only('[customers.vip]', { members: ['true'] })])).toEqual([150]);
    expect(await cells([sum, only('[alone.word]', { members: ['z'] })])).toEqual([187]);
  });

  it('list pairs of members that belong together', async () => {
    const name = { jaql: { dim: '[customers.name]', title: 'Name' } };
    expect(await table([name, category])).toEqual([
      ['Ada', 'Boots'],
      ['Ada', 'Tents'],
      ['Ben', 'Boots'],
    ]);
  });
});

describe('aggregations', () => {
  it('are each what their name says', async () => {
    const of = (agg: string, dim = '[orders.total]') => ({ jaql: { dim, agg, title: agg } });
    const found = await cells([
      of('count', '[orders.customer]'),
      of('countduplicates', '[orders.customer]'),
      of('countduplicates'),
      of('min'),
      of('max'),
      of('avg'),
      of('median'),
      of('stdev'),
      of('stdevp'),
      of('varp'),
      of('mode', '[orders.customer]'),
    ]);
    expect(found).toEqual([4, 5, 4, 7, 100, 46.75, 40, 39.609553, 34.302879, 1176.6875, 1]);
    expect(await ask([of('guess')])).toMatchObject({ error: true, details: 'Unknown aggregation guess' });
  });

  it('are grouped by periods of a date', async () => {
    const by = (level: string) => ({ jaql: { dim: '[orders.day (Calendar)]', level, title: level } });
    expect(await table([by('years'), sum])).toEqual([
      ['2025-01-01T00:00:00', 150],
      ['2026-01-01T00:00:00', 37],
    ]);
    expect((await table([by('quarters')])).flat()).toEqual(['2025-01-01T00:00:00', '2026-01-01T00:00:00']);
    expect(await table([by('months'), sum])).toHaveLength(4);
    expect(rows(rows((await ask([by('years'), sum])).values)[0])[0]).toEqual({
      data: '2025-01-01T00:00:00',
      text: '01/01/2025 00:00:00',
    });
  });

  it('are put together in formulas, also for some rows only, and in two steps', async () => {
    const context = {
      '[total]': { dim: '[orders.total]' },
      '[country]': { dim: '[customers.country]', filter: { members: ['DE'] } },
      '[name]': { dim: '[customers.name]' },
    };
    const of = async (formula: string) =>
      (await cells([{ jaql: { type: 'measure', formula, context, title: 'x' } }]))[0];
    expect(await of('(sum([total]), [country])')).toBe(180);
    expect(await of('sum([total]) - (sum([total]), [country])')).toBe(7);
    expect(await of('avg([name], sum([total]))')).toBe(90);
    expect(await of('round(sum([total]) / 100, 1)')).toBe(1.9);
    expect(await of('if(sum([total]) > 100, 1, 2)')).toBe(1);
    expect(await of('CASE WHEN sum([total]) < 100 THEN 1 ELSE 2 END')).toBe(2);
    expect(await of('sum([total]) / 0')).toBeNull();
    expect(await ask([{ jaql: { formula: 'sum([none])', context } }])).toMatchObject({ error: true });
  });
});

describe('filters of JAQL', () => {
  it('rank members by a measure of their own', async () => {
    const leading = (filter: object) => ({ jaql: { dim: '[customers.name]', title: 'Name', filter } });
    const by = { dim: '[orders.id]', agg: 'count' };
    expect(await table([leading({ top: 1, by }), sum])).toEqual([['Ada', 150]]);
    expect(await table([leading({ bottom: 1 }), sum])).toEqual([['Cleo', null]]);
    expect(await cells([sum, { ...leading({ top: 1, by: sum.jaql }), panel: 'scope' }])).toEqual([150]);
    const germans = only('[customers.country]', { members: ['FR'] });
    expect(await table([leading({ top: 1, by }), sum, germans])).toEqual([['Cleo', null]]);
  });

  it('ask for groups by their measure, shown or not', async () => {
    const large = { jaql: { ...sum.jaql, filter: { fromNotEqual: 140 } } };
    expect(await table([category, large])).toEqual([['Tents', 150]]);
    expect(await table([category, { ...large, panel: 'scope' }])).toEqual([['Tents']]);
  });

  it('are switched off, paged and totalled', async () => {
    const off = { ...only('[customers.country]', { members: ['FR'] }), disabled: true };
    expect(await cells([sum, off])).toEqual([187]);
    expect(await table([category, sum], { count: 1, offset: 1 })).toEqual([['Tents', 150]]);
    expect(await table([category, sum], { format: 'pivot', grandTotals: { title: true } })).toEqual([
      ['Boots', 130],
      ['Tents', 150],
      [null, 187],
    ]);
  });
});

describe('SQL over the model', () => {
  it('sees what the SQL of a custom table finds', async () => {
    expect((await sql('SELECT * FROM [countries] ORDER BY country')).values).toEqual([
      ['DE', 3],
      ['FR', 1],
    ]);
    expect(await table([{ jaql: { dim: '[countries.country]' } }])).toEqual([['DE'], ['FR']]);
  });

  it('speaks as Sisense does', async () => {
    const one = async (query: string) => (await sql(query)).values;
    expect(await one('SELECT TOP 2 id FROM orders ORDER BY id DESC')).toEqual([[5], [4]]);
    expect(await one('SELECT COUNT(*) FROM (SELECT TOP 3 id FROM orders) t')).toEqual([[3]]);
    expect(await one("SELECT name + ' of ' + country FROM customers WHERE id = 1")).toEqual([['Ada of DE']]);
    expect(await one('SELECT GetYear(day), ISNULL(total, 0) FROM orders WHERE id = 5')).toEqual([[2026, 0]]);
    expect(await one("SELECT DATEADD(month, 1, day), DayDiff('2025-01-31', day) FROM orders WHERE id = 1")).toEqual([
      ['2025-02-10T00:00:00', 21],
    ]);
    expect(await one('SELECT vip FROM customers WHERE id = 1')).toEqual([[true]]);
    expect(await one('SELECT CASE WHEN id > 1 THEN 1 ELSE 0 END FROM products')).toEqual([[0], [1]]);
    expect((await sql('SELECT MAX(total), COUNT(*) AS n, MIN(id) lowest FROM orders')).headers).toEqual([
      'Column',
      'n',
      'lowest',
    ]);
  });

  it('only reads', async () => {
    for (const query of [
      'DROP TABLE [orders]',
      "ATTACH DATABASE '/tmp/x.db' AS x",
      "INSERT INTO [orders] VALUES (1, 1, '', 1)",
      'PRAGMA user_version',
      'SELECT * FROM [orders',
      'SELECT',
    ])
      expect(await sql(query)).toMatchObject({ error: true, type: 'sql_error', httpStatusCode: 400 });
  });
});

it('a table with an import query holds what the query finds in the source', async () => {
  await using demo = await openDeployment();
  const count = async (query: string, title = 'Sales') =>
    row(await demo.read(`/api/datasources/${title}/sql?query=${encodeURIComponent(query)}`)).values;
  expect(await count('SELECT COUNT(*) FROM [Orders]')).toEqual([[2600]]);
  const [orders] = [...demo.deployment.world.models.values()]
    .flatMap(({ datasets }) => datasets.flatMap(({ schema }) => schema.tables))
    .filter(({ name, configOptions }) => name === 'Orders' && JSON.stringify(configOptions).includes('importQuery'));
  if (orders === undefined) throw new Error('There is no table with an import query.');
  orders.configOptions = { importQuery: "SELECT TOP 10 * FROM sales.[Orders] WHERE Channel = 'Online'" };
  expect(await count('SELECT Channel, COUNT(*) FROM [Orders] GROUP BY Channel')).toEqual([['Online', 10]]);
  expect(await count('SELECT brand FROM [top_brands]', 'ecommerce_db')).toHaveLength(6);
});
