import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../test/demo.ts';

let demo: Demo;
beforeEach(async () => {
  demo = await startDemo();
});
afterEach(async () => {
  await demo.close();
});

describe('data security', () => {
  const rules = [
    {
      table: 'Regions',
      column: 'Region',
      members: ['DACH', 'Nordics'],
      shares: [{ type: 'group', name: 'Sales EMEA' }],
    },
  ];

  it('is replaced as a whole, rule by rule in words, and taken back', async () => {
    const before = await demo.rows('datamodel.get_datasecurity_detail', { datamodel_name: 'Sales' });
    const draft = await demo.plan('datamodel.update_datasecurity', { datamodel_name: 'Sales', datasecurity: rules });
    expect(JSON.stringify(draft.steps[0]?.changes)).toContain('Sales EMEA');
    const done = await demo.carryOut(draft);
    expect(done[0]?.judged).toBe('applied');
    const after = await demo.rows('datamodel.get_datasecurity_detail', { datamodel_name: 'Sales' });
    expect(after).toEqual([expect.objectContaining({ share_name: 'Sales EMEA', value: ['DACH', 'Nordics'] })]);
    const [undone] = await demo.undo(done);
    expect(undone?.judged).toBe('applied');
    expect(await demo.rows('datamodel.get_datasecurity_detail', { datamodel_name: 'Sales' })).toHaveLength(
      before.length,
    );
  });

  it('knows columns and parties before it writes', async () => {
    const wrong = (change: object) =>
      demo.plan('datamodel.update_datasecurity', {
        datamodel_name: 'Sales',
        datasecurity: [{ ...rules[0], ...change }],
      });
    await expect(wrong({ column: 'Reegion' })).rejects.toThrow('The model has no column "Regions.Reegion"');
    await expect(wrong({ shares: [{ type: 'group', name: 'Nobody' }] })).rejects.toThrow('There is no group "Nobody"');
  });

  it('says where a column is open for a moment, and only there', async () => {
    const replaced = async (datamodel_name: string, datasecurity: object[]) => {
      const draft = await demo.plan('datamodel.update_datasecurity', { datamodel_name, datasecurity });
      return JSON.stringify(draft.steps[0]?.consequences);
    };
    expect(await replaced('Sales', rules)).toContain('all rules of \\"Regions.Region\\" are removed and written again');
    expect(await replaced('Sales', [])).not.toContain('written again');
    const live = [{ table: 'ORDERS', column: 'COUNTRY', members: ['Chile'], shares: [{ type: 'default' }] }];
    expect(await replaced('Live Orders', live)).not.toContain('written again');
  });

  it('that fails midway says which column everyone sees now', async () => {
    const draft = await demo.plan('datamodel.update_datasecurity', { datamodel_name: 'Sales', datasecurity: rules });
    demo.deployment.faults.add({ kind: 'status', method: 'POST', path: 'datasecurity', nth: [2, 3], status: 503 });
    await expect(demo.carryOut(draft)).rejects.toThrow('"Regions.Region" has no rule now');
  });

  it('is added to a live model beside what is there', async () => {
    const call = {
      datamodel_name: 'Live Orders',
      rules: [
        { table: 'ORDERS', column: 'COUNTRY', members: ['Germany'], shares: [{ type: 'group', name: 'Marketing' }] },
      ],
    };
    const before = await demo.rows('datamodel.get_datasecurity_detail', { datamodel_name: 'Live Orders' });
    const done = await demo.carryOut(await demo.plan('datamodel.set_live_datasecurity_add_many', call));
    expect(done[0]?.judged).toBe('applied');
    expect(await demo.rows('datamodel.get_datasecurity_detail', { datamodel_name: 'Live Orders' })).toHaveLength(
      before.length + 1,
    );
  });
});

describe('shares of a data model', () => {
  it.each(['Sales', 'Live Orders'])(
    'are added and taken back, for extract and live models alike: %s',
    async (datamodel_name) => {
      const before = await demo.rows('datamodel.get_datamodel_shares', { datamodel_name });
      const shares = [{ name: 'Customer Care', type: 'group', permission: 'use' }];
      const done = await demo.carryOut(await demo.plan('datamodel.add_datamodel_shares', { datamodel_name, shares }));
      expect(done[0]?.judged).toBe('applied');
      expect(await demo.rows('datamodel.get_datamodel_shares', { datamodel_name })).toContainEqual(
        expect.objectContaining({ party_name: 'Customer Care', permission: 'USE' }),
      );
      await demo.undo(done);
      expect(await demo.rows('datamodel.get_datamodel_shares', { datamodel_name })).toHaveLength(before.length);
    },
  );

  it('are refused for inactive users, whom Sisense would drop silently', async () => {
    const shares = [{ name: 'theo.brandt', type: 'user', permission: 'USE' }];
    await expect(demo.plan('datamodel.add_datamodel_shares', { datamodel_name: 'Sales', shares })).rejects.toThrow(
      'is inactive',
    );
  });
});
