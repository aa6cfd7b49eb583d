import { describe, expect, it } from 'vitest';
import {
  type Connection,
  connectionCalled,
  type Dataset,
  extractRules,
  model,
  sql,
  tables,
} from '../../test/models-there.ts';
import { type ReplayedRead, sorted, startReplay } from '../../test/replay.ts';

const replay = await startReplay();

const words: Record<string, string> = { w: 'EDIT', a: 'READ', r: 'USE' };
const types: Record<number, string> = {
  0: 'BigInt',
  4: 'DateTime',
  5: 'Decimal',
  6: 'Float',
  8: 'Integer',
  13: 'Real',
  18: 'Text',
  40: 'Double',
};
const inSales = { datamodel_name: 'Sales' };
const orders = {
  connection_name: 'Commerce warehouse',
  database_name: 'commerce',
  schema_name: 'public',
  table_name: 'orders',
};

const reads: ReplayedRead[] = [
  {
    id: 'datamodel.get_datamodel',
    args: inSales,
    told: ({ item }) => [item['oid'], item['title'], (item['datasets'] as unknown as Dataset[]).map(({ oid }) => oid)],
    there: async (there) => {
      const { oid, title, datasets } = await model(there, 'Sales');
      return [oid, title, datasets.map((dataset) => dataset.oid)];
    },
  },
  {
    id: 'datamodel.get_all_datamodel',
    told: ({ rows }) => sorted(rows.map(({ oid, title, status, sizeInMb }) => [oid, title, status, sizeInMb])),
    there: async ({ post }) => {
      const query = 'query elasticubesMetadata { elasticubesMetadata { oid title type status sizeInMb } }';
      const { data } = await post<{
        data: { elasticubesMetadata: { oid: string; title: string; status: string[]; sizeInMb: number | null }[] };
      }>('/api/v2/ecm/', { query });
      return sorted(
        data.elasticubesMetadata.map(({ oid, title, status, sizeInMb }) => {
          const size = sizeInMb === null ? null : Math.round(sizeInMb * 100) / 100;
          return [oid, title, status.includes('building') ? 'building' : status[0], size];
        }),
      );
    },
  },
  {
    id: 'datamodel.describe_datamodel_raw',
    args: inSales,
    told: ({ item }) => [
      item['name'],
      item['id'],
      item['type'],
      item['datamodel_last_build_publish'],
      (
        item['datasets'] as {
          dataset_name: string;
          provider: string;
          connection_name: string;
          tables: { table_name: string }[];
        }[]
      ).map((one) => [
        one.dataset_name,
        one.provider,
        one.connection_name,
        one.tables.map(({ table_name }) => table_name),
      ]),
    ],
    there: async (there) => {
      const { oid, title, type, lastBuildTime, datasets } = await model(there, 'Sales');
      const described = datasets.map(({ name, connection, schema }) => [
        name,
        connection?.provider,
        connection?.name,
        schema.tables.map((table) => table.name),
      ]);
      return [title, oid, type.toLowerCase(), lastBuildTime, described];
    },
  },
  {
    id: 'datamodel.describe_datamodel',
    args: inSales,
    told: ({ rows }) =>
      rows.map((row) => [
        row['datamodel_id'],
        row['dataset_id'],
        row['provider'],
        row['connection_name'],
        row['table_name'],
      ]),
    there: async (there) => {
      const { oid, datasets } = await model(there, 'Sales');
      return datasets.flatMap((dataset) =>
        dataset.schema.tables.map(({ name }) => [
          oid,
          dataset.oid,
          dataset.connection?.provider,
          dataset.connection?.name,
          name,
        ]),
      );
    },
  },
  {
    id: 'datamodel.get_model_schema',
    args: inSales,
    told: ({ rows }) =>
      sorted(
        rows
          .filter(({ column_type }) => Object.values(types).includes(String(column_type)))
          .map((row) => [row['dataset_name'], row['table_name'], row['column_name'], row['column_type']]),
      ),
    there: async (there) => {
      const { datasets } = await model(there, 'Sales');
      const all = datasets.flatMap(({ name, schema }) =>
        schema.tables.flatMap((table) =>
          table.columns.map((column) => [name, table.name, column.name, types[column.type]]),
        ),
      );
      return sorted(all.filter(([, , , type]) => type !== undefined));
    },
  },
  {
    id: 'datamodel.get_elasticubes',
    told: ({ rows }) => sorted(rows.map(({ title, fullname }) => [title, fullname])),
    there: async ({ get }) =>
      sorted(
        (await get<{ title: string; fullname: string }[]>('/api/v1/elasticubes/getElasticubes')).map(
          ({ title, fullname }) => [title, fullname],
        ),
      ),
  },
  {
    id: 'datamodel.load_datamodel',
    args: { title: 'Sales', server: 'LocalHost' },
    told: ({ item }) => item['oid'],
    there: async ({ post }) => {
      const query =
        'query loadElasticube($title: String!, $server: String) { elasticubeByTitle(title: $title, server: $server) { oid __typename } }';
      const { data } = await post<{ data: { elasticubeByTitle: { oid: string } } }>('/api/v2/ecm/', {
        query,
        variables: { title: 'Sales', server: 'LocalHost' },
      });
      return data.elasticubeByTitle.oid;
    },
  },
  {
    id: 'datamodel.resolve_datamodel_reference',
    args: { datamodel_ref: 'SALES' },
    told: ({ item }) => item,
    there: async (there) => {
      const { oid } = await model(there, 'Sales');
      return { success: true, status_code: 200, datamodel_id: oid, datamodel_title: 'Sales', error: null };
    },
  },
  {
    id: 'datamodel.get_connection',
    args: { connection_name: 'Finance ledger' },
    told: ({ rows }) => rows.map(({ oid, name, provider }) => [oid, name, provider]),
    there: async (there) => {
      const found = await connectionCalled(there, 'Finance ledger');
      return [[found?.oid, found?.name, found?.provider]];
    },
  },
  {
    id: 'datamodel.get_connections',
    told: ({ rows }) => sorted(rows.map(({ oid, name, provider }) => [oid, name, provider])),
    there: async ({ get }) =>
      sorted((await get<Connection[]>('/api/v2/connections')).map(({ oid, name, provider }) => [oid, name, provider])),
  },
  {
    id: 'datamodel.get_table_schema',
    args: orders,
    told: ({ rows }) => rows.map(({ columnName, dbType }) => [columnName, dbType]),
    there: async (there) => {
      const found = await connectionCalled(there, 'Commerce warehouse');
      const connectionData = { connection: { Database: 'commerce' }, schema: 'public', table: 'orders' };
      const { columns } = await there.post<{ columns: { columnName: string; dbType: number }[] }>(
        `/api/v1/connection/${found?.oid}/table_schema_details`,
        { provider: found?.provider, connectionData },
      );
      return columns.map(({ columnName, dbType }) => [columnName, dbType]);
    },
  },
  {
    id: 'datamodel.generate_connections_payload',
    args: {
      datasource_type: 'REDSHIFT',
      connection_params: { name: 'DW', server: 'dw.acme.example', username: 'svc', default_database: 'orders' },
    },
    told: ({ item }) => [
      item['provider'],
      item['name'],
      item['enabled'],
      item['createdByUser'],
      item['supportedModelTypes'],
      item['parameters'],
    ],
    there: () => [
      'RedShift',
      'DW',
      true,
      true,
      ['LIVE', 'EXTRACT'],
      expect.objectContaining({
        Server: 'dw.acme.example',
        UserName: 'svc',
        DefaultDatabase: 'orders',
        UseDynamicSchema: false,
      }),
    ],
  },
  {
    id: 'datamodel.get_data',
    args: { ...inSales, table_name: 'Orders' },
    told: ({ rows, notes }) => [rows.length, rows[0], notes],
    there: async (there) => {
      const { headers, values } = await sql(there, 'Sales', 'SELECT * FROM [Orders]');
      return [values.length, Object.fromEntries(headers.map((name, at) => [name, values[0]?.[at]])), []];
    },
  },
  {
    id: 'datamodel.get_data',
    args: { ...inSales, table_name: 'Orders', query: 'SELECT [Order Id] FROM [Orders] WHERE [Net] > 500' },
    told: ({ rows }) => rows.length,
    there: async (there) =>
      (await sql(there, 'Sales', 'SELECT [Order Id] FROM [Orders] WHERE [Net] > 500')).values.length,
  },
  {
    id: 'datamodel.get_row_count',
    args: inSales,
    told: ({ rows, notes }) => [sorted(rows.map(({ table_name, row_count }) => [table_name, row_count])), notes],
    there: async (there) => {
      const counts: [string, number][] = [];
      for (const { name } of await tables(there, 'Sales'))
        counts.push([name, (await sql(there, 'Sales', `SELECT * FROM [${name}]`)).values.length]);
      const total = counts.reduce((sum, [, count]) => sum + count, 0);
      return [sorted(counts), [`${total} rows in ${counts.length} tables.`]];
    },
  },
  {
    id: 'datamodel.get_datasecurity',
    args: inSales,
    told: ({ rows }) => sorted(rows.map((row) => [row['table_name'], row['column_name'], row['data_type']])),
    there: async (there) =>
      sorted(
        [
          ...new Set(
            (await extractRules(there, 'Sales')).map(({ table, column }) => JSON.stringify([table, column, 'text'])),
          ),
        ].map((text) => JSON.parse(text) as unknown),
      ),
  },
  {
    id: 'datamodel.get_datasecurity_detail',
    args: inSales,
    told: ({ rows }) =>
      sorted(
        rows.map((row) => [
          row['table_name'],
          row['column_name'],
          row['value'],
          row['exclusionary'],
          row['share_type'],
          row['share_name'],
        ]),
      ),
    there: async (there) =>
      sorted(
        (await extractRules(there, 'Sales')).flatMap(({ table, column, members, allMembers, exclusionary, shares }) =>
          shares.map(({ type, partyName }) => {
            const value = members.length > 0 ? members : allMembers ? 'Everything' : 'Nothing';
            return [
              table,
              column,
              value,
              exclusionary,
              type === 'default' ? 'Everyone' : type,
              partyName ?? 'Everyone',
            ];
          }),
        ),
      ),
  },
  {
    id: 'datamodel.get_datamodel_shares',
    args: inSales,
    told: ({ rows }) => sorted(rows.map((row) => [row['party_name'], row['party_type'], row['permission']])),
    there: async (there) => {
      const users = await there.get<{ _id: string; email: string }[]>('/api/v1/users');
      const groups = await there.get<{ _id: string; name: string }[]>('/api/v1/groups');
      const names = new Map([
        ...users.map(({ _id, email }) => [_id, email] as const),
        ...groups.map(({ _id, name }) => [_id, name] as const),
      ]);
      return sorted(
        (await model(there, 'Sales')).shares.map(({ partyId, type, permission }) => [
          names.get(partyId),
          type,
          words[permission],
        ]),
      );
    },
  },
];

describe('a read of data models', () => {
  it.each(reads)('$id $args tells the same', async ({ id, args, told, there }) => {
    expect(told(await replay.read(id, args))).toEqual(await there(replay.there));
  });
});

it('a connection drafted with its password is refused with where it is typed', async () => {
  const connection_params = { name: 'DW', server: 's', username: 'u', password: 'canary' };
  const { isError, text } = await replay.call('datamodel.generate_connections_payload', {
    datasource_type: 'RedShift',
    connection_params,
  });
  expect(isError).toBe(true);
  expect(text).toContain('connection_params.password');
  expect(text).not.toContain('canary');
});
