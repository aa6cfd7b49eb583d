import { bodyObject, type Call, type RouteAnswerer } from '../call.ts';
import { isUuid } from '../ids.ts';
import { type JsonObject, objectOf, textOf } from '../json.ts';
import { refuseAccess } from '../refuse.ts';
import type { DataModel } from '../world.ts';
import { checkTitleFree, keepModel, newModel } from './add-model.ts';
import { fileOnly } from './file-only.ts';
import { checkUuid, mayWrite, modelNotFound } from './find-model.ts';
import { importDependencies } from './import-dependencies.ts';
import { importedSchema } from './imported-schema.ts';
import { refuseBadBody } from './refuse-body.ts';
import { withUuids } from './with-uuids.ts';

/** Overwrites with `datamodelId` (which keeps its title), copies with `newTitle`, else makes it with its own id when that is free. */
export const importModel: RouteAnswerer = (call) => {
  const model = importedModel(call, bodyObject(call));
  return { status: call.options.modelImportStatus, json: model };
};

export function importedModel(call: Call, file: JsonObject): DataModel {
  checkContent(file);
  const content = objectOf(withUuids(call.world.ids, file));
  const datamodelId = call.query.get('datamodelId');
  const model = datamodelId === null ? made(call, content) : overwritten(call, { content, oid: datamodelId });
  keepModel(call, model);
  call.world.modelFiles.set(model.oid, fileOnly(content));
  importDependencies(call, { model, dependencies: objectOf(content.dependencies) });
  return model;
}

function checkContent({ title, type, datasets }: JsonObject): void {
  if (textOf(title) === undefined) throw refuseBadBody('title is required');
  if (!['extract', 'live'].includes(String(type).toLowerCase())) throw refuseBadBody('type must be extract or live');
  if (!Array.isArray(datasets)) throw refuseBadBody('datasets is required');
}

function made(call: Call, content: JsonObject): DataModel {
  const newTitle = call.query.get('newTitle');
  const title = newTitle ?? String(content.title);
  checkTitleFree(call, title);
  const own = textOf(content.oid) ?? '';
  const keepsId = newTitle === null && isUuid(own) && !call.world.models.has(own);
  const type = String(content.type).toLowerCase() === 'live' ? 'live' : 'extract';
  return { ...newModel(call, { title, type, ...(keepsId ? { oid: own } : {}) }), ...importedSchema(call, content) };
}

function overwritten(call: Call, of: { content: JsonObject; oid: string }): DataModel {
  checkUuid(of.oid, 'datamodelId');
  const model = call.world.models.edit(of.oid);
  if (model === undefined) throw modelNotFound(of.oid);
  if (!mayWrite(call, model)) throw refuseAccess();
  return { ...model, ...importedSchema(call, of.content), lastUpdated: call.world.clock.stamp() };
}
