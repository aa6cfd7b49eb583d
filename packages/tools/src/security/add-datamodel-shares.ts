import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { type Parties, partyName, readParties } from '../shares/parties.ts';
import { resolveParties } from '../shares/resolve-parties.ts';
import { changeTool } from '../tool.ts';
import { userLabel } from '../users/user-row.ts';
import { count, quoted } from '../words.ts';
import { permissionCodes, permissionWord } from './permission-word.ts';
import { permissionsState, permissionsStep } from './permissions-step.ts';

export const addDatamodelShares = changeTool({
  id: 'datamodel.add_datamodel_shares',
  title: 'Share data model',
  description: 'Shares one data model with users and groups, or changes the right they have; other shares stay.',
  destructive: false,
  idempotent: true,
  input: z.object({
    datamodel_name: z.string().min(1).describe('Title or id'),
    shares: z
      .array(
        z.strictObject({
          name: z.string().min(1).describe('E-mail or group name'),
          type: z.enum(['user', 'group']),
          permission: z.enum(['EDIT', 'READ', 'USE']),
        }),
      )
      .min(1),
  }),
  examples: [
    {
      ask: 'Let the group Marketing use Sales',
      input: { datamodel_name: 'Sales', shares: [{ name: 'Marketing', type: 'group', permission: 'USE' }] },
    },
    {
      ask: 'Let ruth.goldberg edit People',
      input: {
        datamodel_name: 'People',
        shares: [{ name: 'ruth.goldberg@meridian-outdoor.example', type: 'user', permission: 'EDIT' }],
      },
    },
    {
      ask: 'Share ecommerce_db with Customer Care to read',
      input: { datamodel_name: 'ecommerce_db', shares: [{ name: 'Customer Care', type: 'group', permission: 'READ' }] },
    },
  ],
  tags: ['datamodels', 'shares'],
  steps: [permissionsStep],
  plan: async ({ datamodel_name, shares }, { sisense, signal }) => {
    const model = await sisense.datamodels.resolve(datamodel_name, { signal });
    const [list, parties] = await Promise.all([
      sisense.security.listPermissions(model, { signal }),
      readParties({ sisense, signal }),
    ]);
    const state = permissionsState(list);
    const wanted = resolveParties(shares, parties).map(({ id, type, asked }) => ({
      partyId: id,
      type,
      permission: permissionCodes[asked.permission],
    }));
    refuseInactive(
      wanted.map(({ partyId }) => partyId),
      parties,
    );
    const news = wanted.filter(
      (want) => !state.some((has) => has.partyId === want.partyId && has.permission === want.permission),
    );
    if (news.length === 0) return { summary: 'Everyone named has this right on the data model already.', steps: [] };
    const title = model.title ?? model.oid;
    return {
      summary: `Share data model ${title} with ${count(news.length, 'party', 'parties')}`,
      steps: [
        {
          kind: permissionsStep.name,
          asset: { type: 'datamodel', name: title, id: model.oid },
          argument: { id: model.oid, set: news, remove: [] },
          changes: news.map(({ partyId, type, permission }) => {
            const has = state.find((one) => one.partyId === partyId);
            return {
              field: `${type} ${partyName({ type, id: partyId }, parties) ?? partyId}`,
              before: has ? permissionWord(has.permission) : null,
              after: permissionWord(permission),
            };
          }),
          state,
        },
      ],
    };
  },
});

/** Sisense drops shares of inactive users without a word; so they are refused with one. */
function refuseInactive(ids: string[], { users }: Parties): void {
  const off = ids.flatMap((id) => users.get(id) ?? []).find(({ active }) => active === false);
  if (off === undefined) return;
  const name = quoted(userLabel(off));
  throw new Refusal(`${name} is inactive, and Sisense drops shares of inactive users: activate the user first.`);
}
