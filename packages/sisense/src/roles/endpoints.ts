import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { anything, text } from '../shapes.ts';

/** A role. `_id` differs from installation to installation; `name` is the stable one (rest-api §4.3). */
export const roleAnswer = z.looseObject({
  _id: z.string(),
  name: z.string(),
  displayName: text,
  baseRoleName: text,
  desc: text,
  parent: anything,
  manifest: anything,
});

export const rolesEndpoints = {
  list: endpoint({
    method: 'GET',
    path: '/api/roles',
    effect: 'read',
    query: z.object({
      includeManifest: z.boolean().optional(),
      includeBaseRolesName: z.boolean().optional(),
      compiledRoles: z.boolean().optional(),
    }),
    answer: z.array(roleAnswer),
    sure: 'documented',
    source: 'rest-api §4.3; capabilities-1 E01',
  }),
  get: endpoint({
    method: 'GET',
    path: '/api/roles/{idOrName}',
    effect: 'read',
    answer: roleAnswer,
    sure: 'documented',
    source: 'Appendix A `GET /roles/{idOrName}`',
  }),
};
