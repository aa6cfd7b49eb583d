import { fieldsStep } from '../steps/fields-step.ts';
import { fieldsOf, findUser } from './user-state.ts';

/** Changes fields of one user. */
export const updateUserStep = fieldsStep({
  name: 'user.update',
  read: async ({ id, fields, sisense, signal }) => {
    const user = await findUser(id, { sisense, signal });
    return user === null ? null : fieldsOf(user, fields);
  },
  write: ({ id, fields, sisense, signal }) => sisense.users.update(id, fields, { signal }),
});
