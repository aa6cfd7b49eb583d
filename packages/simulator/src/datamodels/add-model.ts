import { Refusal } from '../answer.ts';
import type { Call } from '../call.ts';
import { refuseProblem } from '../refuse.ts';
import type { DataModel } from '../world.ts';
import { creatorOf, modelDefaults, tenantTag } from '../worlds/build-model.ts';
import { oidTitled } from './find-model.ts';

export function checkTitleFree({ world, options }: Call, title: string): void {
  if (oidTitled(world, title) === undefined) return;
  if (options.titleTakenStatus === 500) throw new Refusal({ status: 500 });
  const detail = `ElastiCube '${title}' already exists`;
  throw refuseProblem({ status: 400, title: 'ElasticubeAlreadyExists', detail, sub: 1011 });
}

/** What the server puts on a model that comes into being. */
export function newModel(call: Call, of: { title: string; type: 'extract' | 'live'; oid?: string }): DataModel {
  const { world, user } = call;
  return {
    oid: of.oid ?? world.ids.uuid(),
    title: of.title,
    server: 'LocalHost',
    serverId: world.ids.uuidOf('server'),
    shares: [{ partyId: user._id, type: 'user', permission: 'w' }],
    revision: null,
    lastBuildTime: null,
    lastSuccessfulBuildTime: null,
    lastBuildTimeFromNextECM: null,
    lastPublishTime: null,
    lastUpdated: world.clock.stamp(),
    datasets: [],
    modelingTransformations: [],
    relations: [],
    relationsTables: [],
    schedule: null,
    creator: creatorOf(user),
    type: of.type,
    relationType: of.type === 'live' ? 'direct' : 'regular',
    tenant: tenantTag(world),
    ...modelDefaults(),
  };
}

export function keepModel({ world }: Call, model: DataModel): void {
  world.models.set(model.oid, model);
  world.modelIndex.set(model.oid, { title: model.title, type: model.type });
}

export function deleteModel({ world }: Call, oid: string): void {
  world.models.delete(oid);
  world.modelIndex.delete(oid);
  world.stoppedModels.delete(oid);
  world.modelFiles.delete(oid);
  world.rowLimits.delete(oid);
  for (const key of [...world.storedRows.keys()]) if (key.startsWith(`${oid} `)) world.storedRows.delete(key);
  for (const [id, rule] of [...world.securityRules]) if (rule.datamodelId === oid) world.securityRules.delete(id);
  for (const [id, hierarchy] of [...world.hierarchies]) if (hierarchy.datamodelId === oid) world.hierarchies.delete(id);
  for (const [id, scope] of [...world.scopes]) if (scope.datamodelId === oid) world.scopes.delete(id);
  for (const [id, build] of [...world.builds]) if (build.datamodelId === oid) world.builds.delete(id);
  for (const [id, perspective] of [...world.perspectives])
    if (perspective.datamodelOid === oid) world.perspectives.delete(id);
}
