import { describe, expect, it } from 'vitest';
import { columnsIn, parseDimension } from './columns-in.ts';

describe('the columns that a dashboard refers to', () => {
  it('are found in nested formulas, filters and drill levels, each once', () => {
    const widget = {
      panels: [
        { items: [{ jaql: { dim: '[Orders.Date (Calendar)]', level: 'months' } }] },
        {
          items: [
            {
              jaql: {
                formula: '[p] - [c]',
                context: {
                  '[p]': { dim: '[Orders.Amount]' },
                  '[c]': { formula: 'sum([x])', context: { '[x]': { dim: '[Orders.Cost]' } } },
                },
              },
            },
            { jaql: { dim: '[orders.amount]' } },
          ],
        },
      ],
      filter: { by: { table: 'Geo.EU', column: 'Country' } },
    };
    expect(columnsIn(widget).map(({ table, column }) => `${table}|${column}`)).toEqual([
      'Orders|Date',
      'orders|amount',
      'Orders|Cost',
      'Geo.EU|Country',
    ]);
  });

  it('are read in both forms of a dimension', () => {
    expect(parseDimension('[Orders].[Order Date (Calendar)]')).toEqual({ table: 'Orders', column: 'Order Date' });
    expect(parseDimension('[Orders.Order Date]')).toEqual({ table: 'Orders', column: 'Order Date' });
    expect(parseDimension('Orders')).toBeUndefined();
  });
});
