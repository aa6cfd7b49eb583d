import type { ModelSpec } from './model-spec.ts';

export const liveModels: ModelSpec[] = [
  {
    title: 'Live Orders',
    type: 'live',
    creator: 'viktor.petrov',
    connection: 'Snowflake retail',
    database: 'RETAIL',
    schema: 'ORDERS',
    lastBuild: 'done',
    shares: 'viktor.petrov:w Analysts:r Executives:r',
    date: 'ORDERS.CREATED_AT',
    measures: [
      { title: 'Live revenue', of: 'ORDERS.AMOUNT', agg: 'sum' },
      { title: 'Live orders', of: 'ORDERS.ORDER_ID', agg: 'count' },
    ],
    dimensions: ['ORDERS.COUNTRY', 'ORDERS.STATE'],
    tables: [
      {
        name: 'ORDERS',
        rows: 900,
        columns: {
          ORDER_ID: 'key',
          CREATED_AT: 'day 2026-09-01..2026-11-15',
          COUNTRY: 'pick Germany|Austria|Norway|Spain|United States',
          STATE: 'pick Open|Paid|Shipped',
          AMOUNT: 'amount 10..900',
        },
      },
    ],
    relations: [],
    rules: [{ column: 'ORDERS.COUNTRY', members: ['Germany', 'Austria'], parties: 'Sales_EMEA' }],
  },
  {
    title: 'Telemetry',
    type: 'live',
    creator: 'viktor.petrov',
    connection: 'Telemetry lake',
    database: 'telemetry',
    schema: 'public',
    lastBuild: 'done',
    shares: 'viktor.petrov:w Data_Platform:r',
    date: 'events.day',
    measures: [{ title: 'Events', of: 'events.event_id', agg: 'count' }],
    dimensions: ['events.kind', 'devices.model'],
    tables: [
      {
        name: 'events',
        rows: 1200,
        columns: {
          event_id: 'key',
          device_id: 'ref 80',
          day: 'day 2026-06-01..2026-10-31',
          kind: 'pick start|crash|sync|update',
          payload: '*text payload',
        },
      },
      { name: 'devices', rows: 80, columns: { device_id: 'key', model: 'pick Till 3|Scanner X|Kiosk' } },
    ],
    relations: ['events.device_id = devices.device_id'],
  },
  {
    title: 'Supply Chain Live',
    type: 'live',
    creator: 'viktor.petrov',
    connection: 'Snowflake retail',
    database: 'RETAIL',
    schema: 'SUPPLY',
    lastBuild: 'never',
    shares: 'viktor.petrov:w',
    date: 'SHIPMENTS.ETA',
    measures: [{ title: 'Shipments', of: 'SHIPMENTS.SHIPMENT_ID', agg: 'count' }],
    dimensions: ['SHIPMENTS.CARRIER'],
    tables: [
      {
        name: 'SHIPMENTS',
        rows: 400,
        columns: {
          SHIPMENT_ID: 'key',
          CARRIER: 'pick Nordlicht|DPX|Blue Crane',
          ETA: 'day 2026-10-01..2026-12-31',
          PALLETS: 'whole 1..30',
        },
      },
    ],
    relations: [],
  },
];
