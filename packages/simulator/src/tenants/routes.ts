import { created, noContent, ok } from '../answer.ts';
import { bodyObject, type Call, param, type Routes } from '../call.ts';
import { checkFields } from '../check-fields.ts';
import { refuse, refuseAccess, refuseInvalid, refuseRoute } from '../refuse.ts';
import { type Tenant, tenantOf } from '../world.ts';
import { addBuiltInGroups } from '../worlds/add-people.ts';
import { addTenantWorld } from './tenant-worlds.ts';

/** Without multi-tenancy, and on Windows, there is no such route. */
function checkThere({ options, method, path }: Call): void {
  if (!options.multiTenant || options.os === 'windows') throw refuseRoute(method, path);
}

/** Tenants are made and deleted from the first one alone. */
function checkSystem({ world }: Call): void {
  if (tenantOf(world).systemManagement !== true) throw refuseAccess();
}

export const tenantsRoutes = {
  'GET /api/v1/tenants': {
    needs: 'admin',
    answer: (call) => {
      checkThere(call);
      return ok(call.world.tenants);
    },
  },
  'POST /api/v1/tenants': {
    needs: 'admin',
    answer: (call) => {
      checkThere(call);
      checkSystem(call);
      const { name } = bodyObject(call);
      checkFields(bodyObject(call), { name: 'text', tenantDomainNames: 'list', license: 'object', disabled: 'flag' });
      if (!name) throw refuseInvalid('name is required');
      if (call.world.tenants.some((tenant) => tenant.name === name)) {
        throw refuse({ status: 400, code: 400, message: 'The tenant already exists.' });
      }
      const tenant: Tenant = {
        default: false,
        systemManagement: false,
        disabled: false,
        license: { admins: 1, consumers: 50, contributors: 5 },
        tenantDomainNames: [],
        ...bodyObject(call),
        _id: call.world.ids.objectId(),
        name: String(name ?? ''),
      };
      addBuiltInGroups(addTenantWorld(call.world, tenant));
      return created(tenant);
    },
  },
  'DELETE /api/v1/tenants/{id}': {
    needs: 'admin',
    answer: (call) => {
      checkThere(call);
      checkSystem(call);
      const at = call.world.tenants.findIndex(({ _id }) => _id === param(call, 'id'));
      if (at < 0) throw refuse({ status: 404, code: 404, message: 'Tenant not found.' });
      if (at === 0) throw refuse({ status: 400, code: 400, message: 'The system tenant cannot be deleted.' });
      call.world.tenants.splice(at, 1);
      call.world.tenantWorlds.delete(param(call, 'id'));
      return noContent();
    },
  },
} satisfies Routes;
