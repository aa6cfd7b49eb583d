import { amount } from '@fes-assistant/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

/** A `.dash` file of any Sisense, also of one with fields that nobody here has heard of, comes out as it went in. */
const seed = 20261124;
let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment({ world: 'empty' });
});
afterAll(() => open[Symbol.asyncDispose]());

/** What the server itself says about a dashboard or a widget, and never writes into a file. */
const serversOwn = [
  ...['_id', 'owner', 'userId', 'tenantId', 'shares', 'created', 'lastUpdated', 'lastOpened', 'instanceType'],
];
const known = [
  'oid',
  'title',
  'datasource',
  'widgets',
  'layout',
  'filters',
  'parentFolder',
  'hierarchies',
  'previewLayout',
];

const id = fc.stringMatching(/^[0-9a-f]{24}$/);
const anything = fc.jsonValue({ maxDepth: 3 });
const extras = fc.dictionary(
  fc
    .string({ minLength: 1, maxLength: 12 })
    .filter((key) => ![...serversOwn, ...known, 'type', 'dashboardid'].includes(key)),
  anything,
  { maxKeys: 5 },
);

const with_ = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.tuple(extras, fc.record(model)).map(([more, named]) => ({ ...more, ...named }));

const jaql = with_({ dim: fc.string(), datatype: fc.constantFrom('text', 'numeric', 'datetime'), filter: anything });
const filter = with_({ jaql, instanceid: fc.string(), isCascading: fc.boolean() });
const item = with_({ jaql });
const panel = with_({ name: fc.string(), items: fc.array(item, { maxLength: 3 }) });
const widget = with_({
  oid: id,
  title: fc.string(),
  type: fc.string({ minLength: 1 }),
  metadata: with_({ panels: fc.array(panel, { maxLength: 3 }) }),
});
const element = with_({ widgetid: id, height: fc.oneof(fc.integer(), fc.constant('384px')) });
const subcell = with_({ elements: fc.array(element, { maxLength: 2 }) });
const cell = with_({ subcells: fc.array(subcell, { maxLength: 2 }) });
const layout = with_({
  type: fc.constant('columnar'),
  columns: fc.array(with_({ cells: fc.array(cell, { maxLength: 2 }) }), { maxLength: 2 }),
});
const dashboard = with_({
  oid: id,
  title: fc.string({ minLength: 1 }),
  datasource: extras,
  filters: fc.array(filter, { maxLength: 3 }),
  layout,
  widgets: fc.uniqueArray(widget, { maxLength: 3, selector: (one) => one.oid }),
  previewLayout: fc.array(layout, { maxLength: 1 }),
  hierarchies: fc.array(anything, { maxLength: 2 }),
  parentFolder: fc.constant(null),
});

it('comes out as it went in, from each door', async () => {
  await fc.assert(
    fc.asyncProperty(dashboard, async (generated) => {
      const widgets = generated.widgets.map((one) => ({ ...one, dashboardid: generated.oid }));
      const file: unknown = JSON.parse(JSON.stringify({ ...generated, widgets }));
      const put = await open.call('POST', '/api/v1/dashboards/import/bulk?action=overwrite', { body: [file] });
      expect(row(put.json).succeded).toMatchObject([{ oid: generated.oid }]);
      const doors = [
        rows(await open.read(`/api/v1/dashboards/export?dashboardIds=${generated.oid}`))[0],
        await open.read(`/api/v1/dashboards/${generated.oid}/export/dash`),
        await open.read(`/api/dashboards/${generated.oid}/export`),
      ];
      for (const exported of doors) expect(exported).toEqual(file);
    }),
    { numRuns: amount({ share: 15, all: 500 }), seed },
  );
});

it('keeps what it was made with when it is posted as a new one', async () => {
  await fc.assert(
    fc.asyncProperty(dashboard, async (generated) => {
      const file = row(JSON.parse(JSON.stringify({ ...generated, widgets: [] })));
      const { oid } = row((await open.call('POST', '/api/v1/dashboards', { body: file })).json);
      const exported = row(await open.read(`/api/v1/dashboards/${oid}/export/dash`));
      expect(exported).toMatchObject({ ...file, oid });
    }),
    { numRuns: amount({ share: 10, all: 200 }), seed },
  );
});
