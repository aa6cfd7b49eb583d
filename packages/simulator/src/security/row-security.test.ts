import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeModel } from '../../test/hand-made-model.ts';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
const ids: Record<string, string> = {};
const tables = {
  sales: {
    columns: { region: 8, amount: 8 },
    rows: [
      [1, 10],
      [2, 20],
      [3, 30],
      [3, 5],
    ],
  },
  regions: {
    columns: { id: 8, name: 18 },
    rows: [
      [1, 'North'],
      [2, 'South'],
      [3, 'East'],
    ],
  },
  notes: { columns: { text: 18 }, rows: [['a'], ['b']] },
};

beforeAll(async () => {
  open = await openDeployment();
  const { world } = open.deployment;
  for (const user of world.users.values()) ids[user.userName] = user._id;
  for (const group of world.groups.values()) ids[group.name] = group._id;
  const relations = ['sales.region = regions.id'];
  for (const type of ['extract', 'live'] as const) {
    const oid = await makeModel(open, { title: type, type, tables, relations });
    const everyone = { partyId: ids.Everyone ?? '', type: 'group' as const, permission: 'r' };
    const model = world.models.edit(oid);
    model?.shares.push(everyone);
  }
});
afterAll(() => open[Symbol.asyncDispose]());

const path = (type: string) =>
  type === 'live'
    ? '/api/v1/elasticubes/live/live/datasecurity/addMany'
    : '/api/elasticubes/localhost/extract/datasecurity';

/** Puts these rules on the names of regions, in place of all others. */
async function secure(type: string, rules: { who: string[]; members?: string[]; all?: true; except?: true }[]) {
  const { securityRules } = open.deployment.world;
  for (const [id, rule] of [...securityRules]) if (rule.table === 'regions') securityRules.delete(id);
  const body = rules.map(({ who, members = [], all, except }) => ({
    table: 'regions',
    column: 'name',
    datatype: 'text',
    members,
    exclusionary: except === true,
    allMembers: all === true ? true : null,
    live: type === 'live',
    fullname: `${type === 'live' ? 'live:' : 'LocalHost/'}${type}`,
    shares: who.map((name) =>
      name === 'default' ? { type: 'default' } : { party: ids[name], type: name.includes('.') ? 'user' : 'group' },
    ),
  }));
  const { status, text } = await open.call('POST', path(type), { body });
  if (status > 201) throw new Error(`${status}: ${text}`);
}

const region = { jaql: { dim: '[regions.name]', title: 'Region' } };
const amount = { jaql: { dim: '[sales.amount]', agg: 'sum', title: 'Amount' } };
async function asked(type: string, as: string, metadata: unknown[]): Promise<unknown> {
  const answer = row((await open.call('POST', `/api/datasources/${type}/jaql`, { body: { metadata }, as })).json);
  return answer.values;
}
const namesFor = async (type: string, as: string) =>
  rows(await asked(type, as, [region])).map((cells) => rows(cells)[0]?.data);
const totalFor = async (type: string, as: string) => rows(await asked(type, as, [amount]))[0]?.data;

describe.each(['extract', 'live'])('a rule of an %s model', (type) => {
  it('lets its people see its members, and others what the default says', async () => {
    await secure(type, [
      { who: ['Sales EMEA'], members: ['North', 'South'] },
      { who: ['emily.carter'], all: true },
      { who: ['default'] },
    ]);
    expect(await namesFor(type, 'fatima.zahra')).toEqual(['North', 'South']);
    expect(await namesFor(type, 'emily.carter')).toEqual(['East', 'North', 'South']);
    expect(await namesFor(type, 'zoe.papadakis')).toEqual([]);
  });

  it('reaches numbers that only relate to it, and not what is not related', async () => {
    await secure(type, [
      { who: ['Sales EMEA'], members: ['East'] },
      { who: ['default'], all: true },
    ]);
    expect(await totalFor(type, 'fatima.zahra')).toBe(35);
    expect(await totalFor(type, 'zoe.papadakis')).toBe(65);
    expect(rows(await asked(type, 'fatima.zahra', [{ jaql: { dim: '[notes.text]' } }]))).toHaveLength(2);
  });

  it('can leave some members out, and adds up over one’s groups and oneself', async () => {
    await secure(type, [
      { who: ['Sales EMEA'], members: ['East'], except: true },
      { who: ['default'], all: true },
    ]);
    expect(await namesFor(type, 'fatima.zahra')).toEqual(['North', 'South']);
    await secure(type, [
      { who: ['Sales EMEA'], members: ['North'] },
      { who: ['fatima.zahra'], members: ['East'] },
      { who: ['default'] },
    ]);
    expect(await namesFor(type, 'fatima.zahra')).toEqual(['East', 'North']);
  });

  it('shows nothing to whom no rule is for, and everything to those who may change the model', async () => {
    await secure(type, [{ who: ['Sales EMEA'], members: ['East'] }]);
    expect(await namesFor(type, 'zoe.papadakis')).toEqual([]);
    expect(await totalFor(type, 'zoe.papadakis')).toBeNull();
    expect(await totalFor(type, 'amara.diallo')).toBe(65);
  });

  it('holds in SQL and in CSV too', async () => {
    await secure(type, [{ who: ['sofia.rossi'], members: ['South'] }]);
    const sql = async (query: string) =>
      row(await open.read(`/api/datasources/${type}/sql?query=${encodeURIComponent(query)}`, { as: 'sofia.rossi' }))
        .values;
    expect(await sql('SELECT SUM(amount) FROM [sales]')).toEqual([[20]]);
    expect(await sql('SELECT r.name FROM [sales] s JOIN [regions] r ON s.region = r.id')).toEqual([['South']]);
    expect(await sql('SELECT COUNT(*) FROM (SELECT * FROM [sales] UNION ALL SELECT * FROM [sales]) t')).toEqual([[2]]);
    const data = encodeURIComponent(JSON.stringify({ metadata: [region, amount] }));
    const csv = await open.call('POST', `/api/datasources/${type}/jaql/csv`, {
      body: `data=${data}`,
      as: 'sofia.rossi',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(csv.text).toBe('Region,Amount\r\nSouth,20\r\n');
  });
});

it('the rows behind the tables cannot be reached around the rule', async () => {
  await secure('extract', [{ who: ['sofia.rossi'], members: ['South'] }]);
  const { datasets } = row(await open.read('/api/v2/datamodels/schema?title=extract'));
  const [sales] = rows(row(rows(datasets)[0]?.schema).tables);
  for (const query of [`SELECT c1 FROM "~${sales?.oid}"`, `SELECT c1 FROM main."~${sales?.oid}"`]) {
    const path = `/api/datasources/extract/sql?query=${encodeURIComponent(query)}`;
    expect(await open.read(path, { as: 'sofia.rossi' })).toMatchObject({ error: true, type: 'sql_error' });
  }
});

describe('permission on a model', () => {
  it('is needed to query, to read, to change and to share it', async () => {
    const metadata = [{ jaql: { dim: '[Footfall.Visitors]', agg: 'sum', title: 'Visitors' } }];
    const query = (as: string) =>
      open.call('POST', '/api/datasources/Store Operations/jaql', { body: { metadata }, as });
    expect((await query('yuki.tanaka')).json).toMatchObject({ headers: ['Visitors'] });
    expect((await query('zoe.papadakis')).json).toMatchObject({ error: true, type: 'db_unauthorized' });
    const { oid } = row(await open.read('/api/v2/datamodels/schema?title=Store%20Operations'));
    const read = async (as: string) => (await open.call('GET', `/api/v2/datamodels/${oid}/schema`, { as })).status;
    expect([await read('yuki.tanaka'), await read('sofia.rossi'), await read('daniel.kim')]).toEqual([403, 404, 200]);
    const share = `/api/elasticubes/localhost/Store Operations/permissions`;
    expect((await open.call('GET', share, { as: 'sofia.rossi' })).status).toBe(403);
    expect((await open.call('GET', share, { as: 'daniel.kim' })).status).toBe(200);
    const partyId = ids['sofia.rossi'];
    await open.call('PUT', share, { body: [{ partyId, type: 'user', permission: 'r' }] });
    expect(await read('sofia.rossi')).toBe(200);
    const rename = { body: { title: 'x', columns: [] }, as: 'sofia.rossi' };
    expect((await open.call('POST', `/api/v2/datamodels/${oid}/schema/relations`, rename)).status).toBe(403);
    expect((await open.call('DELETE', `/api/v2/datamodels/${oid}`, { as: 'sofia.rossi' })).status).toBe(403);
    await open.call('PUT', share, { body: [{ partyId, type: 'user', permission: 'w' }] });
    expect((await open.call('DELETE', `/api/v2/datamodels/${oid}`, { as: 'sofia.rossi' })).status).toBe(200);
  });
});
