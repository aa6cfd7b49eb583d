import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from './demo.ts';

let demo: Demo;
beforeEach(async () => {
  demo = await startDemo();
});
afterEach(async () => {
  await demo.close();
});

/** Changes that are made, read back, and taken back, with a look at the same thing before and after. */
const changes: { name: string; id: string; input: Record<string, unknown>; look: (one: Demo) => Promise<unknown> }[] = [
  {
    name: 'a plugin is switched on',
    id: 'plugins.enable_plugin',
    input: { plugin: 'report print' },
    look: (one) => one.item('plugins.save_snapshot').then(({ plugins }) => plugins),
  },
  {
    name: 'several plugins are switched off',
    id: 'plugins.disable_plugins',
    input: { plugins: ['BloX', 'Tabber', 'bloX'], bulk: false },
    look: (one) => one.item('plugins.save_snapshot').then(({ plugins }) => plugins),
  },
  {
    name: 'a snapshot is restored',
    id: 'plugins.restore_snapshot',
    input: { snapshot: { plugins: ['BloX'] } },
    look: (one) => one.item('plugins.save_snapshot').then(({ plugins }) => plugins),
  },
  {
    name: 'a BloX action is made',
    id: 'blox.save_blox_action',
    input: { action: { type: 'New', body: 'x();' } },
    look: (one) => one.rows('blox.get_blox_actions'),
  },
  {
    name: 'a BloX action is replaced',
    id: 'blox.save_blox_action',
    input: { action: { type: 'ExportCard', body: 'x();' } },
    look: (one) => one.rows('blox.get_blox_actions'),
  },
  {
    name: 'a BloX action is deleted',
    id: 'blox.delete_blox_action',
    input: { action_type: 'SetRegion' },
    look: (one) => one.rows('blox.get_blox_actions').then((rows) => rows.map(({ type }) => type).toSorted()),
  },
  {
    name: 'a formula is saved',
    id: 'metadata.add_datasource_measure',
    input: { measure: { title: 'T', datasource: { title: 'Sales' }, formula: 'sum([n])', context: {} } },
    look: (one) => one.rows('metadata.get_datasource_measures'),
  },
  {
    name: 'a notebook is made',
    id: 'custom_code.create_notebook',
    input: { notebook_data: { id: 'n1', displayName: 'N 1' } },
    look: (one) => one.rows('custom_code.get_notebooks').then((rows) => rows.map(({ id }) => id)),
  },
  {
    name: 'a notebook is changed',
    id: 'custom_code.update_notebook',
    input: { notebook_id: 'clean_orders', notebook_data: { timeout: 1 } },
    look: (one) =>
      one.item('custom_code.export_notebook', { notebook_id: 'clean_orders' }).then(({ timeout }) => timeout),
  },
  {
    name: 'a notebook is deleted',
    id: 'custom_code.delete_notebook',
    input: { notebook_id: 'Churn score' },
    look: (one) => one.rows('custom_code.get_notebooks').then((rows) => rows.map(({ id }) => id).toSorted()),
  },
  {
    name: 'a notebook is renamed',
    id: 'custom_code.rename_notebook_folder',
    input: { old_id: 'clean_orders', payload: { name: 'tidy' } },
    look: (one) => one.rows('custom_code.get_notebooks').then((rows) => rows.map(({ id }) => id).toSorted()),
  },
  {
    name: 'a file is renamed',
    id: 'custom_code.rename_notebook_file',
    input: { resource_path: 'clean_orders/clean_orders.ipynb', payload: { name: 'main.ipynb' } },
    look: (one) =>
      one
        .rows('custom_code.list_notebook_folder_contents', { folder_id: 'clean_orders' })
        .then((rows) => rows.map(({ name }) => name)),
  },
  {
    name: 'a connection is made',
    id: 'datamodel.create_connections',
    input: { connection_payload: { name: 'C', provider: 'RedShift', parameters: { Server: 's', Password: '' } } },
    look: (one) => one.rows('datamodel.get_connections').then((rows) => rows.map(({ name }) => name).toSorted()),
  },
  {
    name: 'a connection is changed',
    id: 'datamodel.update_connection',
    input: { connection_id: 'Finance ledger', connection_data: { name: 'Ledger', parameters: { Server: 'x' } } },
    look: (one) =>
      one
        .rows('datamodel.get_connections')
        .then((rows) => rows.map(({ name, parameters }) => [name, parameters]).toSorted()),
  },
  {
    name: 'builds are scheduled',
    id: 'access.create_schedule_build',
    input: { datamodel_name: 'Finance', interval_hours: 2 },
    look: (one) => scheduleOf(one, 'Finance'),
  },
  {
    name: 'builds are scheduled where they were not',
    id: 'access.create_schedule_build',
    input: { datamodel_name: 'People', days: ['mon', 'FRI'], hour: 21, minute: 30, build_type: 'FULL' },
    look: (one) => scheduleOf(one, 'People'),
  },
];

describe.each(changes)('when $name', ({ id, input, look }) => {
  it('it is seen, whether or not the answer was lost, and everything is as before once it is taken back', async () => {
    const before = await look(demo);
    const done = await demo.carryOut(await demo.plan(id, input), { connection_secret: 'S3cret!' });
    expect(new Set(done.flatMap(({ judged, lost }) => [judged, lost]))).toEqual(new Set(['applied']));
    expect(await look(demo)).not.toEqual(before);
    const undone = await demo.undo(done);
    expect(new Set(undone.map(({ judged }) => judged))).toEqual(new Set(['applied']));
    expect(await look(demo)).toEqual(before);
  });
});

it('a secret that the approver gives reaches the connection, and nothing that is planned or recorded holds it', async () => {
  const input = { connection_payload: { name: 'C', provider: 'RedShift', parameters: { Server: 's', Password: '' } } };
  const draft = await demo.plan('datamodel.create_connections', input);
  const done = await demo.carryOut(draft, { connection_secret: 'S3cret!' });
  expect(JSON.stringify([draft, done.map(({ before, after, argument }) => [before, after, argument])])).not.toContain(
    'S3cret!',
  );
  const made = [...demo.deployment.world.connections.values()].find(({ name }) => name === 'C');
  expect(JSON.stringify(made)).not.toContain('"Password":""');
});

it('a changed connection keeps the secret it has', async () => {
  const held = () =>
    [...demo.deployment.world.connections.values()].find(({ name }) => name === 'Finance ledger' || name === 'Ledger')
      ?.parameters['Password'];
  const before = held();
  await demo.carryOut(
    await demo.plan('datamodel.update_connection', {
      connection_id: 'Finance ledger',
      connection_data: { name: 'Ledger', parameters: { Server: 'x' } },
    }),
  );
  expect(held()).toEqual(before);
});

it('a draft of a connection takes no secret and leaves its place empty', async () => {
  const connection_params = { name: 'DW', server: 's', username: 'u' };
  const draft = await demo.item('datamodel.generate_connections_payload', {
    datasource_type: 'redshift',
    connection_params,
  });
  expect(draft['parameters']).toMatchObject({ Password: '', UserName: 'u' });
  const withSecret = { datasource_type: 'RedShift', connection_params: { ...connection_params, password: 'x' } };
  await expect(demo.run('datamodel.generate_connections_payload', withSecret)).rejects.toThrow(
    'connection_params.password',
  );
});

it('an encrypted text is decrypted to what it was', async () => {
  const { value } = await demo.item('encryption.encrypt', { payload: { value: 'hello' } });
  expect(await demo.item('encryption.decrypt', { payload: { value } })).toEqual({ value: 'hello' });
});

async function scheduleOf({ sisense }: Demo, title: string): Promise<unknown> {
  const { oid } = await sisense.datamodels.resolve(title);
  const schedule = await sisense.builds.getSchedule(oid);
  if (schedule === undefined) return null;
  const { buildType, intervalSeconds, daysOfWeek, hour, minute } = schedule;
  return { buildType, intervalSeconds, days: [daysOfWeek ?? []].flat().toSorted(), hour, minute };
}
