import { describe, expect, it } from 'vitest';
import type { DashboardExport } from './dashboards.ts';
import { columnOfDimension, usedColumns, usesDatamodel } from './used-columns.ts';

const sales = { title: 'Sales' };

function dashboard(parts: Record<string, unknown>): DashboardExport {
  return { oid: 'd1', title: 'Board', datasource: sales, ...parts } as DashboardExport;
}

function widget(items: unknown[], more: Record<string, unknown> = {}) {
  return { oid: 'w1', title: 'Revenue', metadata: { panels: [{ name: 'values', items }] }, ...more };
}

const namesOf = (given: DashboardExport) => usedColumns(given).map(({ table, column }) => `${table}.${column}`);

describe('the columns that a dashboard uses', () => {
  it('are those of filters, also dependent and ranking ones', () => {
    const filters = [
      { jaql: { dim: '[Orders.Date (Calendar)]', level: 'years' } },
      { isCascading: true, levels: [{ dim: '[Geo.Country]' }, { dim: '[Geo.City]' }] },
      { jaql: { dim: '[Orders.Region]', filter: { top: 10, by: { dim: '[Orders.Total]', agg: 'sum' } } } },
    ];
    expect(namesOf(dashboard({ filters }))).toEqual([
      'Orders.Date',
      'Geo.Country',
      'Geo.City',
      'Orders.Region',
      'Orders.Total',
    ]);
  });

  it('are those inside of formulas of formulas, and beside an empty context', () => {
    const items = [
      {
        jaql: {
          formula: '([a]-[b])/[a]',
          context: {
            '[a]': { dim: '[Orders.Amount]' },
            '[b]': { formula: 'sum([c])', context: { '[c]': { dim: '[Orders.Cost]' } } },
          },
        },
      },
      { jaql: { dim: '[Orders.Rate]', context: {} } },
    ];
    expect(namesOf(dashboard({ widgets: [widget(items)] }))).toEqual(['Orders.Amount', 'Orders.Cost', 'Orders.Rate']);
  });

  it('are those of conditional colours and of drill hierarchies', () => {
    const items = [
      {
        jaql: { dim: '[Geo.Country]' },
        hierarchies: [{ levels: [{ dim: '[Geo.City]' }] }],
        format: {
          color: { conditions: [{ expression: { jaql: { context: { '[x]': { dim: '[Goals.Target]' } } } } }] },
        },
      },
    ];
    expect(namesOf(dashboard({ widgets: { w1: widget(items) } }))).toEqual(['Geo.Country', 'Geo.City', 'Goals.Target']);
  });

  it('belong to the model that their part reads from', () => {
    const items = [
      { jaql: { dim: '[Orders.Id]', datasource: { title: 'Archive' } } },
      { jaql: { dim: '[Orders.Id]' } },
    ];
    const used = usedColumns(
      dashboard({
        filters: [{ jaql: { dim: '[Orders.Id]' } }],
        widgets: [widget(items, { datasource: { title: 'Stock' } })],
      }),
    );
    expect(used).toMatchObject([
      { source: 'filter', datasource: 'Sales' },
      { source: 'widget', widgetOid: 'w1', widgetTitle: 'Revenue', datasource: 'Archive' },
      { source: 'widget', datasource: 'Stock' },
    ]);
  });

  it('are told once for each place', () => {
    const twice = [{ jaql: { dim: '[Orders.Id]' } }, { jaql: { dim: '[Orders.Id]', agg: 'count' } }];
    expect(usedColumns(dashboard({ widgets: [widget(twice), widget(twice, { oid: 'w2' })] }))).toHaveLength(2);
  });

  it('are none where there is nothing, or nothing of the expected shape', () => {
    const odd = {
      filters: [null, 'x', { jaql: null }],
      widgets: [{ oid: 'w', metadata: null }, widget([{ jaql: { context: { a: 1 } } }])],
    };
    expect(usedColumns(dashboard(odd))).toEqual([]);
    expect(usedColumns(dashboard({}))).toEqual([]);
  });
});

describe('a dimension', () => {
  it.each([
    ['[Orders.Total]', 'Orders', 'Total'],
    ['[Orders].[Total]', 'Orders', 'Total'],
    ['[Orders.Order Date (Calendar)]', 'Orders', 'Order Date'],
    ['[Orders.Net.Total]', 'Orders', 'Net.Total'],
  ])('%s', (dimension, table, column) => {
    expect(columnOfDimension(dimension)).toEqual({ table, column });
  });

  it('is split where the model splits it', () => {
    const known = [{ table: 'orders.csv', column: 'Total' }];
    expect(columnOfDimension('[orders.csv.Total]', known)).toEqual(known[0]);
  });

  it('that disagrees with the names beside it may be either', () => {
    const jaql = { dim: '[Widgets._id1]', table: 'Widgets', column: '_id' };
    expect(namesOf(dashboard({ widgets: [widget([{ jaql }])] }))).toEqual(['Widgets._id1', 'Widgets._id']);
  });

  it.each(['[Orders.Day (Calendar)]', '[Orders].[Day]', '[Orders.Day]'])('is the column beside it: %s', (dim) => {
    const jaql = { dim, table: 'Orders', column: 'Day (Calendar)' };
    expect(namesOf(dashboard({ widgets: [widget([{ jaql }])] }))).toEqual(['Orders.Day']);
  });

  it('without a table is none', () => {
    expect(columnOfDimension('[Total]')).toBeUndefined();
  });
});

it('a dashboard uses a model also by one widget alone', () => {
  const board = dashboard({ widgets: [widget([], { datasource: { title: 'Stock' } })] });
  expect([usesDatamodel(board, 'stock'), usesDatamodel(board, 'Sales'), usesDatamodel(board, 'HR')]).toEqual([
    true,
    true,
    false,
  ]);
});
