import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment();
});
afterAll(() => open[Symbol.asyncDispose]());

const jaql = async (metadata: unknown[], more: { as?: string; count?: number } = {}) => {
  const { as, ...body } = more;
  const reply = await open.call('POST', '/api/datasources/Sales/jaql', {
    body: { metadata, ...body },
    ...(as === undefined ? {} : { as }),
  });
  return row(reply.json);
};
const sqlPath = (query: string, more = '') => `/api/datasources/Sales/sql?query=${encodeURIComponent(query)}${more}`;
const sql = async (query: string) => row(await open.read(sqlPath(query)));
const cells = (values: unknown) => rows(values).map((cellsOfRow) => rows(cellsOfRow).map(({ data }) => data));

const region = { jaql: { dim: '[Regions.Region]', title: 'Region' } };
const net = { jaql: { dim: '[Orders.Net]', agg: 'sum', title: 'Net' } };

describe('JAQL', () => {
  it('groups by a column of a related table, and the groups add up', async () => {
    const { headers, values } = await jaql([region, net]);
    const total = rows((await jaql([net])).values)[0]?.data;
    expect(headers).toEqual(['Region', 'Net']);
    expect(cells(values).map(([name]) => name)).toEqual([
      'DACH',
      'Iberia',
      'Nordics',
      'North America',
      'South America',
      'UK & Ireland',
    ]);
    const sum = cells(values).reduce((all, [, value]) => all + Number(value), 0);
    expect(sum).toBeCloseTo(Number(total), 2);
  });

  it('gives one flat list of cells where there are only measures', async () => {
    const { values } = await jaql([net, { jaql: { dim: '[Orders.Order Id]', agg: 'count', title: 'Orders' } }]);
    expect(rows(values)[1]).toEqual({ data: 2600, text: '2600' });
  });

  it('filters, by a hidden item too, and by period', async () => {
    const scope = { jaql: { dim: '[Regions.Region]', filter: { members: ['DACH'] } }, panel: 'scope' };
    expect(cells((await jaql([region, net, scope])).values)).toHaveLength(1);
    const year = {
      jaql: {
        dim: '[Orders.Date (Calendar)]',
        level: 'years',
        title: 'Year',
        filter: { from: '2025-01-01', to: '2025-12-31' },
      },
    };
    expect(cells((await jaql([year, net])).values).map(([name]) => name)).toEqual(['2025-01-01T00:00:00']);
    const recent = {
      jaql: { dim: '[Orders.Date (Calendar)]', level: 'months', filter: { last: { count: 2, offset: 1 } } },
      panel: 'scope',
    };
    const month = { jaql: { dim: '[Orders.Date (Calendar)]', level: 'months', title: 'Month' } };
    expect(cells((await jaql([month, net, recent])).values).map(([name]) => name)).toEqual([
      '2026-09-01T00:00:00',
      '2026-10-01T00:00:00',
    ]);
  });

  it('ranks, sorts and pages', async () => {
    const top = { jaql: { ...region.jaql, filter: { top: 2 } } };
    const sorted = { jaql: { ...net.jaql, sort: 'desc' } };
    const all = cells((await jaql([region, sorted])).values);
    expect(cells((await jaql([top, sorted])).values)).toEqual(all.slice(0, 2));
    expect(cells((await jaql([region, sorted], { count: 3 })).values)).toEqual(all.slice(0, 3));
  });

  it('computes formulas, also one inside another', async () => {
    const context = {
      '[p]': { dim: '[Orders.Net]', agg: 'sum' },
      '[c]': { formula: 'sum([x])', context: { '[x]': { dim: '[Orders.Cost]' } } },
    };
    const margin = { jaql: { type: 'measure', title: 'Margin', formula: '([p] - [c]) / [p]', context } };
    const cost = { jaql: { dim: '[Orders.Cost]', agg: 'sum', title: 'Cost' } };
    const [value, sold, spent] = rows((await jaql([margin, net, cost])).values).map(({ data }) => Number(data));
    expect(value).toBeCloseTo(((sold ?? 0) - (spent ?? 0)) / (sold ?? 1), 5);
  });

  it('shows people only the rows that data security leaves them', async () => {
    const names = async (as: string) => cells((await jaql([region, net], { as })).values).map(([name]) => name);
    expect(await names('fatima.zahra')).toEqual(['DACH', 'Iberia', 'Nordics', 'UK & Ireland']);
    expect(await names('emily.carter')).toEqual(['North America', 'South America']);
    expect(await names('sofia.rossi')).toHaveLength(6);
  });

  it('tells what failed in a 200, or with its status', async () => {
    const unknown = [{ jaql: { dim: '[Orders.Nothing]' } }];
    expect(await jaql(unknown)).toMatchObject({ error: true, httpStatusCode: 400, type: 'jaql_error' });
    expect(await jaql([net], { as: 'zoe.papadakis' })).toMatchObject({
      error: true,
      type: 'db_unauthorized',
      httpStatusCode: 401,
    });
    await using other = await openDeployment({ options: { queryErrorStatus: 'failing' } });
    expect((await other.call('POST', '/api/datasources/None/jaql', { body: { metadata: [net] } })).status).toBe(404);
  });

  it('comes as CSV from a form', async () => {
    const data = encodeURIComponent(JSON.stringify({ metadata: [region, net] }));
    const { text } = await open.call('POST', '/api/datasources/localhost%2FSales/jaql/csv', {
      body: `data=${data}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(text.split('\r\n')).toHaveLength(8);
    expect(text).toMatch(/^Region,Net\r\n/);
  });
});

describe('SQL', () => {
  it('counts under the header Column', async () => {
    expect(await sql('SELECT COUNT(*) FROM [Orders]')).toEqual({ headers: ['Column'], values: [[2600]] });
  });

  it('pages and comes as CSV', async () => {
    expect(row(await open.read(sqlPath('SELECT * FROM [Reps]', '&count=2&offset=1'))).values).toHaveLength(2);
    const { text } = await open.call(
      'GET',
      sqlPath(
        'SELECT [Channel], COUNT(*) AS n FROM [Orders] GROUP BY [Channel] HAVING COUNT(*) > 1 ORDER BY [Channel]',
        '&format=csv',
      ),
    );
    expect(text.split('\n').map((line) => line.split(',')[0])).toEqual([
      'Channel',
      'Online',
      'Retail',
      'Wholesale',
      '',
    ]);
  });

  it('joins, nests and unites', async () => {
    const joined = await sql(
      'SELECT r.Region, SUM(o.Net) AS net FROM [Orders] o JOIN [Regions] r ON o.[Region Id] = r.[Region Id] GROUP BY r.Region ORDER BY net DESC LIMIT 1',
    );
    expect(joined.values).toHaveLength(1);
    expect(
      await sql('SELECT COUNT(*) FROM (SELECT [Rep Id] FROM [Orders] GROUP BY [Rep Id] HAVING COUNT(*) > 1) d'),
    ).toMatchObject({ values: [[24]] });
    expect(await sql("SELECT 'a' AS x UNION SELECT 'b' UNION ALL SELECT 'b'")).toMatchObject({
      headers: ['x'],
      values: [['a'], ['b'], ['b']],
    });
  });

  it.each([
    ["[Channel] = 'Retail' AND NOT [Net] > 100", "[Channel] = 'Retail' AND [Net] <= 100"],
    ["[Channel] IN ('Retail', 'Online')", "[Channel] <> 'Wholesale'"],
    ["[Channel] LIKE 'Whole%'", "LOWER([Channel]) = 'wholesale'"],
    ['[Net] BETWEEN 100 AND 200', '[Net] >= 100 AND [Net] <= 200'],
    ['[Net] IS NULL', '1 = 0'],
  ])('reads %s as %s', async (one, other) => {
    const count = async (where: string) => (await sql(`SELECT COUNT(*) FROM [Orders] WHERE ${where}`)).values;
    expect(await count(one)).toEqual(await count(other));
  });

  it('tells what is wrong with it in a 200', async () => {
    expect(await sql('SELECT * FROM [None]')).toMatchObject({ error: true, details: 'SQL error: no such table: None' });
    expect(await sql('DELETE FROM [Orders]')).toMatchObject({ error: true });
  });

  it('needs the model to be up', async () => {
    await open.call('POST', '/api/elasticubes/LocalHost/Marketing/stop');
    const path = `/api/datasources/Marketing/sql?query=${encodeURIComponent('SELECT COUNT(*) FROM [Leads]')}`;
    expect(await open.read(path)).toMatchObject({ error: true, type: 'db_not_running' });
    await open.call('POST', '/api/elasticubes/LocalHost/Marketing/start');
    expect(await open.read(path)).toMatchObject({ values: [[900]] });
  });
});

it('lists the fields of a datasource, and refuses an unknown one', async () => {
  const search = (title: string) =>
    open.call('POST', `/api/datasources/${title}/fields/search`, { body: { offset: 0, count: 3, term: 'date' } });
  expect((await search('Sales')).json).toMatchObject([{ id: '[Orders.Date (Calendar)]', dimtype: 'datetime' }]);
  expect(await search('None')).toMatchObject({ status: 400, json: { error: { code: 25001 } } });
});

it('a query that says nothing of titles, starts before the first row, or is nested too deep, has an answer', async () => {
  const plain = row(
    (
      await open.call('POST', '/api/datasources/Sales/jaql', {
        body: {
          metadata: [{ jaql: { dim: '[Regions.Region]' } }, { jaql: { dim: '[Orders.Net]', agg: 'sum' } }],
          offset: -3,
        },
      })
    ).json,
  );
  expect([plain.headers, rows(plain.values).length]).toEqual([['Region', 'Net'], 6]);
  const levels = 3_000;
  const deep = `${'{"and":['.repeat(levels)}{"contains":"a"}${']}'.repeat(levels)}`;
  const body = `{"metadata":[{"jaql":{"dim":"[Regions.Region]","filter":${deep}}}]}`;
  const answer = await open.call('POST', '/api/datasources/Sales/jaql', { body });
  expect(answer).toMatchObject({ status: 200, json: { error: true, type: 'jaql_error' } });
});
