import { isEverybody } from '../groups/is-everybody.ts';
import { type Fields, fieldsStep } from '../steps/fields-step.ts';
import { groupsOf } from './user-row.ts';
import { fieldsOf, findUser, type Reading } from './user-state.ts';

/** Changes fields of one user. */
export const updateUserStep = fieldsStep({
  name: 'user.update',
  read: async ({ id, fields, sisense, signal }) => {
    const user = await findUser(id, { sisense, signal });
    return user === null ? null : fieldsOf(user, fields);
  },
  write: async ({ id, fields, sisense, signal }) =>
    sisense.users.update(id, await withEverybody(fields, { id, sisense, signal }), { signal }),
});

/** Groups that hold everyone are nobody's to choose, and Sisense takes a user out of those that are not sent. */
async function withEverybody(fields: Fields, { id, sisense, signal }: Reading & { id: string }): Promise<Fields> {
  const { groups } = fields;
  if (!Array.isArray(groups)) return fields;
  const user = await findUser(id, { sisense, signal });
  const always = (user === null ? [] : groupsOf(user)).filter(({ name }) => name !== null && isEverybody(name));
  return { ...fields, groups: [...new Set([...always.map((group) => group.id), ...groups])] };
}
