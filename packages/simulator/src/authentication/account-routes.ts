import { noContent, ok } from '../answer.ts';
import { bodyObject, type Call, type RouteAnswerer, type Routes } from '../call.ts';
import { firstOf } from '../iterate.ts';
import { listOf, textOf } from '../json.ts';
import { refuse } from '../refuse.ts';
import { baseRoleOf } from '../roles/role-of.ts';

const notFound = () => refuse({ status: 404, code: 2001, message: 'One or more users not found' });

function checkKnown({ world }: Call, email: unknown): void {
  const wanted = textOf(email)?.toLowerCase();
  if (firstOf(world.users.values(), (user) => user.email.toLowerCase() === wanted) === undefined) throw notFound();
}

const invite: RouteAnswerer = (call) => {
  checkKnown(call, bodyObject(call).email);
  return noContent();
};

const inviteAll: RouteAnswerer = (call) => {
  for (const email of listOf(call.body)) checkKnown(call, email);
  return noContent();
};

/** Tokens of activation go out by mail, which this server does not send: none is ever the right one. */
const unknownToken: RouteAnswerer = () => {
  throw refuse({ status: 404, code: 404, message: 'The token was not found.' });
};

const changePassword: RouteAnswerer = (call) => {
  const { currentPassword, newPassword } = bodyObject(call);
  const credential = call.world.credentials.get(call.user._id);
  if (credential === undefined || credential.password !== currentPassword) throw notFound();
  credential.password = textOf(newPassword) ?? '';
  return noContent();
};

const licence: RouteAnswerer = (call) => {
  const ranks = [...call.world.users.values()].map((user) => baseRoleOf(call.world, user));
  const admins = ranks.filter((role) => ['super', 'admin', 'dataAdmin', 'tenantAdmin'].includes(role)).length;
  const viewers = ranks.filter((role) => role === 'consumer').length;
  const most = call.options.licensedUsers;
  return ok({
    expirationDate: '2027-12-31T00:00:00.000Z',
    trial: false,
    inUseAdmins: admins,
    inUseDesigners: ranks.length - admins - viewers,
    inUseViewers: viewers,
    maxAdmins: most > 0 ? most : 10,
    maxDesigners: most > 0 ? most : 100,
    maxViewers: most > 0 ? most : 1000,
  });
};

export const accountRoutes = {
  'GET /api/v1/account/get_license_info': { needs: 'admin', answer: licence },
  'POST /api/v1/account/begin_activate': { needs: 'admin', answer: invite },
  'POST /api/v1/account/begin_activate_bulk': { needs: 'admin', answer: inviteAll },
  'POST /api/v1/account/begin_reset_password': { needs: 'nothing', answer: invite },
  'POST /api/v1/account/change_password': { answer: changePassword },
  'GET /api/v1/account/activate/{token}': { needs: 'nothing', answer: unknownToken },
  'POST /api/v1/account/activate/{token}': { needs: 'nothing', answer: unknownToken },
  'GET /api/v1/account/reset_password/{token}': { needs: 'nothing', answer: unknownToken },
  'POST /api/v1/account/reset_password/{token}': { needs: 'nothing', answer: unknownToken },
} satisfies Routes;
