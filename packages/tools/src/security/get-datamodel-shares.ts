import { z } from 'zod';
import { partyName, readParties } from '../shares/parties.ts';
import { readTool } from '../tool.ts';
import { permissionWord } from './permission-word.ts';

export const getDatamodelShares = readTool({
  id: 'datamodel.get_datamodel_shares',
  title: 'Shares of a data model',
  description: 'Lists who may use, read or edit one data model.',
  input: z.object({ datamodel_name: z.string().min(1).describe('Title or id') }),
  examples: [
    { ask: 'Who may edit Sales?', input: { datamodel_name: 'Sales' } },
    { ask: 'With whom is the data model Finance shared?', input: { datamodel_name: 'Finance' } },
    { ask: 'Which groups may use ecommerce_db?', input: { datamodel_name: 'ecommerce_db' } },
  ],
  tags: ['datamodels', 'shares'],
  row: z.looseObject({
    party_name: z.string().nullable(),
    party_type: z.string(),
    permission: z.string(),
    partyId: z.string(),
  }),
  columns: [
    { key: 'party_name', title: 'Shared with', kind: 'text' },
    { key: 'party_type', title: 'Kind', kind: 'text' },
    { key: 'permission', title: 'Right', kind: 'text' },
    { key: 'partyId', title: 'Id', kind: 'id' },
  ],
  run: async ({ datamodel_name }, { sisense, signal }) => {
    const model = await sisense.datamodels.resolve(datamodel_name, { signal });
    const [entries, parties] = await Promise.all([
      sisense.security.listPermissions(model, { signal }),
      readParties({ sisense, signal }),
    ]);
    const rows = entries.map(({ partyId, type, permission }) => ({
      datamodel_name: model.title ?? null,
      datamodel_id: model.oid,
      party_name: partyName({ type, id: partyId }, parties),
      party_type: type,
      permission: permissionWord(permission),
      partyId,
    }));
    const gone = rows.filter(({ party_name }) => party_name === null).length;
    return {
      rows,
      notes: gone === 0 ? [] : [`${gone} of the parties no longer exist; they are listed without a name.`],
    };
  },
});
