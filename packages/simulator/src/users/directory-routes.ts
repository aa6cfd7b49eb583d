import { created, noContent, ok } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { isObject, type JsonObject, objectOf, objectsOf, textOf } from '../json.ts';
import { refuse } from '../refuse.ts';
import { presentUser, presentUserV0 } from './present-user.ts';
import { createUsers, userBodies } from './write-user.ts';

/** LDAP domains that were set up; whoever comes from one is created as one of its users. */
const domainsOf = ({ world }: Call): JsonObject[] => objectsOf(world.settings.get('ldap_domains')?.items);

const fail = (status: number, code: number, message: string) => refuse({ status, code, message });

function fromDirectory(call: Call, body: JsonObject): JsonObject {
  const { userName, ldapDomainId } = body;
  if (textOf(userName) === undefined || textOf(ldapDomainId) === undefined)
    throw fail(422, 2003, 'Mandatory fields are missing: userName, ldapDomainId');
  if (!domainsOf(call).some(({ _id }) => _id === ldapDomainId)) throw fail(404, 22001, 'LDAP domain not found');
  const name = String(userName);
  return { email: name.includes('@') ? name : `${name}@directory.example`, ...body, userName: name };
}

function createFrom(call: Call, bodies: JsonObject[]) {
  const asked = bodies.map((body) => fromDirectory(call, body));
  const users = createUsers(call, asked);
  for (const [at, user] of users.entries())
    Object.assign(user, { activeDirectory: true, ldapDomainId: asked[at]?.ldapDomainId, principalName: user.userName });
  return users;
}

const createMany: RouteAnswerer = (call) =>
  created(createFrom(call, userBodies(call.body)).map((user) => presentUser({ world: call.world, user })));

const createOne: RouteAnswerer = (call) =>
  created(createFrom(call, [bodyObject(call)]).map((user) => presentUser({ world: call.world, user }))[0]);

const createV0: RouteAnswerer = (call) => {
  const bodies = Array.isArray(call.body) ? call.body.filter(isObject) : [objectOf(objectOf(call.body).user)];
  return ok(createFrom(call, bodies).map((user) => presentUserV0(call.world, user))[0]);
};

const addDomain: RouteAnswerer = (call) => {
  const body = bodyObject(call);
  if (textOf(body.url) === undefined) throw fail(422, 2003, 'Mandatory fields are missing: url');
  const domain = { enabled: true, sslEnabled: false, syncActive: false, ...body, _id: call.world.ids.objectId() };
  call.world.settings.set('ldap_domains', { items: [...domainsOf(call), domain] });
  const { password: _password, ...shown } = domain as JsonObject;
  return created(shown);
};

const removeDomains: RouteAnswerer = (call) => {
  const ids = (call.query.get('ids') ?? '').split(',');
  const left = domainsOf(call).filter(({ _id }) => !ids.includes(String(_id)));
  if (left.length === domainsOf(call).length) throw fail(404, 22001, 'LDAP domain not found');
  call.world.settings.set('ldap_domains', { items: left });
  return noContent();
};

const domainOfPath: RouteAnswerer = (call) => {
  const found = domainsOf(call).find(({ _id }) => _id === param(call, 'id'));
  if (found === undefined) throw fail(404, 22001, 'LDAP domain not found');
  return ok({ ...found, password: undefined });
};

const needs = 'admin' as const;
/** Nobody in it: there is a directory to ask only where a domain was set up, and that one is empty. */
const nobody: RouteAnswerer = () => ok([]);

export const directoryRoutes = {
  'POST /api/v1/users/ad': { needs, answer: createOne },
  'POST /api/v1/users/ad/bulk': { needs, answer: createMany },
  'POST /api/users/ad': { needs, answer: createV0 },
  'GET /api/users/ad': { needs, answer: nobody },
  'GET /api/groups/ad': { needs, answer: nobody },
  'GET /api/v1/ldap_domains': {
    needs,
    answer: (call) => ok(domainsOf(call).map((one) => ({ ...one, password: undefined }))),
  },
  'POST /api/v1/ldap_domains': { needs, answer: addDomain },
  'GET /api/v1/ldap_domains/{id}': { needs, answer: domainOfPath },
  'DELETE /api/v1/ldap_domains/bulk': { needs, answer: removeDomains, query: ['ids'] },
} satisfies Routes;
