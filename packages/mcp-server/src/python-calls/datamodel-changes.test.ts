import { describe, expect, it } from 'vitest';
import { connectionCalled, exists, extractRules, liveRules, model, tables } from '../../test/models-there.ts';
import { type ReplayedChange, sorted, startReplay } from '../../test/replay.ts';

const replay = await startReplay();

const inSales = { datamodel_name: 'Sales' };
const shop = {
  datamodel_name: 'Shop',
  connection_name: 'Commerce warehouse',
  database_name: 'commerce',
  schema_name: 'public',
};
const region = { table: 'Regions', column: 'Region', datatype: 'text' };

const changes: ReplayedChange[] = [
  {
    id: 'datamodel.create_datamodel',
    args: { datamodel_name: 'Shop', datamodel_type: 'EXTRACT' },
    there: exists('Shop'),
    becomes: true,
  },
  {
    id: 'datamodel.create_dataset',
    args: { ...shop, dataset_name: null },
    there: async (there) =>
      (await model(there, 'Shop')).datasets.map(({ name, connection, database }) => [name, connection?.name, database]),
    becomes: [['public', 'Commerce warehouse', 'commerce']],
  },
  {
    id: 'datamodel.create_table',
    args: {
      datamodel_name: 'Shop',
      table_name: 'orders',
      import_query: 'SELECT * FROM orders',
      build_behavior_config: { mode: 'increment', column_name: 'order_date' },
      description: '',
      tags: null,
    },
    there: async (there) =>
      (await tables(there, 'Shop')).map(({ name, columns, buildBehavior, configOptions }) => [
        name,
        columns.find(({ oid }) => oid === buildBehavior?.accumulativeConfig?.column)?.name,
        configOptions?.importQuery,
      ]),
    becomes: [['orders', 'order_date', 'SELECT * FROM orders']],
  },
  {
    id: 'datamodel.create_table',
    args: async (there) => ({
      datamodel_name: 'Shop',
      table_name: 'customers',
      dataset_id: (await model(there, 'Shop')).datasets[0]?.oid,
      build_behavior_config: { mode: 'replace_changes' },
    }),
    there: async (there) => (await tables(there, 'Shop')).map(({ name, buildBehavior }) => [name, buildBehavior?.type]),
    becomes: [
      ['orders', 'accumulativeSync'],
      ['customers', 'ignoreIfExists'],
    ],
  },
  {
    id: 'datamodel.setup_datamodel',
    args: {
      ...shop,
      datamodel_name: 'Shop two',
      datamodel_type: 'live',
      tables: [{ table_name: 'orders', import_query: null }, { table_name: 'products' }],
    },
    there: async (there) => [
      (await model(there, 'Shop two')).type.toLowerCase(),
      (await tables(there, 'Shop two')).map(({ name }) => name),
    ],
    becomes: ['live', ['orders', 'products']],
  },
  {
    id: 'datamodel.deploy_datamodel',
    args: { datamodel_name: 'Finance', build_type: 'full', row_limit: 0, schema_origin: 'latest' },
    there: async (there) => Date.now() - Date.parse((await model(there, 'Finance')).lastBuildTime ?? '') < 60_000,
    becomes: true,
  },
  {
    id: 'datamodel.delete_datamodel',
    args: { title: 'Shop two', server: 'LocalHost' },
    there: exists('Shop two'),
    becomes: false,
  },
  {
    id: 'datamodel.create_connections',
    args: {
      connection_payload: {
        enabled: true,
        createdByUser: true,
        provider: 'RedShift',
        name: 'DW',
        description: '',
        parameters: { Server: 'dw.acme.example', UserName: 'svc', Password: '', EncryptConnection: true },
        supportedModelTypes: ['LIVE', 'EXTRACT'],
      },
    },
    secrets: { connection_secret: 'S3cret!' },
    there: async (there) => {
      const made = await connectionCalled(there, 'DW');
      return [
        made?.provider,
        made?.enabled,
        made?.parameters['Server'],
        made?.parameters['UserName'],
        made?.parameters['Password'] === '',
      ];
    },
    becomes: ['RedShift', true, 'dw.acme.example', 'svc', false],
  },
  {
    id: 'datamodel.update_connection',
    args: async (there) => ({
      connection_id: (await connectionCalled(there, 'DW'))?.oid,
      connection_data: { name: 'Warehouse', parameters: { Server: 'dw2.acme.example' } },
    }),
    there: async (there) => {
      const found = await connectionCalled(there, 'Warehouse');
      return [found?.parameters['Server'], found?.parameters['UserName']];
    },
    becomes: ['dw2.acme.example', 'svc'],
  },
  {
    id: 'datamodel.add_datamodel_shares',
    args: {
      ...inSales,
      shares: [
        { name: 'Marketing', type: 'GROUP', permission: 'use' },
        { name: 'kenji.watanabe@meridian-outdoor.example', type: 'user', permission: 'EDIT' },
      ],
    },
    there: async (there) =>
      (await replay.read('datamodel.get_datamodel_shares', inSales)).rows
        .filter(({ party_name }) => party_name === 'Marketing' || String(party_name).startsWith('kenji'))
        .map(({ partyId, permission }) => [typeof partyId, permission])
        .concat([[String((await model(there, 'Sales')).shares.length > 2), '']]),
    becomes: expect.arrayContaining([
      ['string', 'USE'],
      ['string', 'EDIT'],
      ['true', ''],
    ]),
  },
  {
    id: 'datamodel.update_datasecurity',
    args: async ({ get }) => {
      const group = (await get<{ _id: string; name: string }[]>('/api/v1/groups')).find(
        ({ name }) => name === 'Finance',
      );
      return {
        ...inSales,
        datasecurity: [
          {
            ...region,
            members: ['DACH'],
            exclusionary: false,
            allMembers: null,
            shares: [{ party: group?._id, type: 'group' }],
          },
          { ...region, members: [], allMembers: null, shares: [{ type: 'default' }] },
        ],
      };
    },
    there: async (there) =>
      sorted(
        (await extractRules(there, 'Sales')).map(({ members, shares }) => [
          members,
          shares.map(({ type, partyName }) => partyName ?? type),
        ]),
      ),
    becomes: [
      [['DACH'], ['Finance']],
      [[], ['default']],
    ],
  },
  {
    id: 'datamodel.set_live_datasecurity_add_many',
    args: async ({ get }) => {
      const group = (await get<{ _id: string; name: string }[]>('/api/v1/groups')).find(
        ({ name }) => name === 'Finance',
      );
      return {
        datamodel_name: 'Live Orders',
        rules: [
          {
            table: 'ORDERS',
            column: 'COUNTRY',
            datatype: 'text',
            members: ['Brazil'],
            exclusionary: false,
            shares: [{ partyId: group?._id, type: 'group' }],
          },
        ],
      };
    },
    there: async (there) =>
      sorted(
        (await liveRules(there, 'Live Orders')).map(({ members, shares }) => [
          members,
          shares.map(({ type, partyName }) => partyName ?? type),
        ]),
      ),
    becomes: [
      [['Brazil'], ['Finance']],
      [['Germany', 'Austria'], ['Sales EMEA']],
    ],
  },
];

describe('a change of data models, once approved', () => {
  it.each(changes)('$id does the same', async ({ id, args, secrets, there, becomes }) => {
    const given = typeof args === 'function' ? await args(replay.there) : args;
    expect(await replay.change(id, given, secrets)).toBe('done');
    expect(await there(replay.there)).toEqual(becomes);
  });
});
