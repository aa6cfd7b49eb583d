import type { DashboardSpec } from './dashboard-spec.ts';
import type { ModelSpec } from './model-spec.ts';
import type { Person } from './people.ts';

const mail = 'peaksupply.example';

/** A supplier that has a tenant of its own in the same installation. */
export const peakSupplyPeople: Person[] = [
  {
    firstName: 'Olga',
    lastName: 'Peaks',
    role: 'tenantAdmin',
    groups: '',
    userName: 'ops@peaksupply',
    email: `ops@${mail}`,
  },
  {
    firstName: 'Petr',
    lastName: 'Peaks',
    role: 'consumer',
    groups: 'Outlets',
    userName: 'petr@peaksupply',
    email: `petr@${mail}`,
  },
  {
    firstName: 'Ines',
    lastName: 'Calder',
    role: 'contributor',
    groups: 'Outlets',
    userName: 'ines@peaksupply',
    email: `ines@${mail}`,
  },
];

export const peakSupplyModels: ModelSpec[] = [
  {
    title: 'Outlet Sales',
    type: 'extract',
    creator: 'ops@peaksupply',
    connection: 'Outlet tills',
    database: 'tills',
    schema: 'public',
    lastBuild: 'done',
    schedule: 'daily',
    shares: 'Outlets:r',
    date: 'receipts.sold_at',
    measures: [
      { title: 'Turnover', of: 'receipts.total', agg: 'sum' },
      { title: 'Receipts', of: 'receipts.receipt_id', agg: 'count' },
    ],
    dimensions: ['outlets.town', 'receipts.payment'],
    tables: [
      {
        name: 'receipts',
        rows: 900,
        columns: {
          receipt_id: 'key',
          outlet_id: 'ref 5',
          sold_at: 'day 2025-06-01..2026-10-31',
          payment: 'pick Card|Cash|Voucher',
          total: 'amount 3..260',
        },
      },
      { name: 'outlets', rows: 5, columns: { outlet_id: 'key', town: 'pick Zermatt|Bled|Bansko|Arosa|Livigno' } },
    ],
    relations: ['receipts.outlet_id = outlets.outlet_id'],
  },
];

export const peakSupplyDashboards: DashboardSpec[] = [
  {
    title: 'Outlets Today',
    model: 'Outlet Sales',
    folder: 'Outlets',
    owner: 'ines@peaksupply',
    widgets: 'indicator column pivot2',
    shares: 'Outlets:view',
    filters: 'outlets.town',
  },
];
