import { type Answer, created, noContent, ok, Refusal } from '../answer.ts';
import { bodyObject, type Call, param, type RouteAnswerer, type Routes } from '../call.ts';
import { checkFields } from '../check-fields.ts';
import { isParty } from '../dashboards/access.ts';
import { cubeNotFound, mayWrite, modelTitled } from '../datamodels/find-model.ts';
import { hasBeenBuilt } from '../datamodels/model-status.ts';
import { objectsOf, textOf, without } from '../json.ts';
import { refuse, refuseAccess, refuseInvalid } from '../refuse.ts';
import type { DataModel, SecurityRule } from '../world.ts';
import {
  addRules,
  checkColumn,
  deleteRule,
  deleteRules,
  partyOf,
  presentRule,
  ruleKinds,
  rulesOf,
  serverFields,
  sharesFrom,
} from './rules.ts';

const servers = ['LocalHost', 'localhost', 'Set'];

/** The server's name is compared letter by letter. */
function extractOfPath(call: Call): DataModel {
  const title = param(call, 'title');
  const model = modelTitled(call.world, title);
  if (model === undefined || model.type !== 'extract' || !servers.includes(param(call, 'server'))) {
    throw cubeNotFound(title);
  }
  if (!mayWrite(call, model)) throw refuseAccess();
  return model;
}

function liveOfPath(call: Call): DataModel {
  const title = param(call, 'title');
  const model = modelTitled(call.world, title);
  if (model === undefined || model.type !== 'live')
    throw refuse({ status: 404, code: 404, message: `Live model ${title} was not found.` });
  if (!mayWrite(call, model)) throw refuseAccess();
  return model;
}

function checkBuilt(call: Call, model: DataModel): void {
  if (hasBeenBuilt(call.world, model)) return;
  if (model.type === 'live')
    throw new Refusal({ status: 500, json: { status: 'error', message: 'Elasticube has not been found' } });
  throw refuse({ status: 403, code: 403, message: 'The ElastiCube is not running.' });
}

const listRules = (call: Call, model: DataModel): Answer =>
  ok(rulesOf(call.world, model.oid).map((rule) => presentRule(call.world, rule)));

function add(call: Call, model: DataModel): ReturnType<typeof presentRule>[] {
  checkBuilt(call, model);
  const bodies = Array.isArray(call.body) ? objectsOf(call.body) : [bodyObject(call)];
  return addRules(call, { model, bodies }).map((rule) => presentRule(call.world, rule));
}

const removeByColumn = (call: Call, model: DataModel): number =>
  deleteRules(call.world, {
    model,
    table: call.params.table ?? call.query.get('table'),
    column: call.params.column ?? call.query.get('column'),
  });

/** Newer live servers take a list only with all three of these. */
const addManyLive: RouteAnswerer = (call) => {
  const model = liveOfPath(call);
  const complaints = objectsOf(call.body).flatMap((rule) =>
    ['allMembers', 'live', 'fullname']
      .filter((key) => !(key in rule))
      .map((key) => `must have required property '${key}'`),
  );
  if (complaints.length > 0) throw refuseInvalid(...complaints);
  return created(add(call, model));
};

const removeLive: RouteAnswerer = (call) => {
  if (removeByColumn(call, liveOfPath(call)) === 0)
    throw refuse({ status: 404, code: 404, message: 'There is no such rule.' });
  return noContent();
};

/** Of a model that the caller may change. */
function ruleOfPath(call: Call): { rule: SecurityRule; model: DataModel } {
  const rule = call.world.securityRules.get(param(call, 'id'));
  const model = call.world.models.get(rule?.datamodelId ?? '');
  if (rule === undefined || model === undefined)
    throw refuse({ status: 404, code: 404, message: 'There is no such rule.' });
  if (!mayWrite(call, model)) throw refuseAccess();
  return { rule, model };
}

/** Answered with 200 in v0.9, as all deletions are there, and with 204 in v1. */
const removeRule =
  (done: () => Answer): RouteAnswerer =>
  (call) => {
    deleteRule(call.world, ruleOfPath(call).rule);
    return done();
  };

/** Each rule says of which model it is. */
const addAnywhere: RouteAnswerer = (call) => {
  const rules = objectsOf(call.body).map((rule) => ({
    rule,
    params: { server: textOf(rule.server) ?? 'LocalHost', title: textOf(rule.elasticube) ?? '' },
  }));
  for (const { params } of rules) checkBuilt(call, extractOfPath({ ...call, params }));
  return ok(rules.flatMap(({ rule, params }) => add({ ...call, body: [rule] }, extractOfPath({ ...call, params }))));
};

/** What restricts one user: rules that name them or a group of theirs, and the default ones. */
const rulesOfUser: RouteAnswerer = (call) => {
  const id = param(call, 'user');
  const user = call.world.users.get(id);
  if (user === undefined) throw refuse({ status: 400, code: 400, message: 'User not found.' });
  const concerns = (rule: SecurityRule) =>
    rule.shares.some((share) => share.type === 'default' || isParty(partyOf(share) ?? '', user));
  const rules = rulesOf(call.world, extractOfPath(call).oid).filter(concerns);
  return ok(rules.map((rule) => presentRule(call.world, rule)));
};

const updateRule: RouteAnswerer = (call) => {
  const { rule, model } = ruleOfPath(call);
  const body = bodyObject(call);
  checkFields(body, ruleKinds);
  checkColumn(model, { table: rule.table, column: rule.column, ...body });
  Object.assign(rule, without(body, ...serverFields, 'shares'), { lastModified: call.world.clock.stamp() });
  if (body.shares !== undefined) rule.shares = sharesFrom(call.world, body.shares);
  return ok(presentRule(call.world, rule));
};

const needs = 'data-designer' as const;

export const securityRoutes = {
  'GET /api/elasticubes/{server}/{title}/datasecurity': {
    needs,
    answer: (call) => listRules(call, extractOfPath(call)),
  },
  'POST /api/elasticubes/{server}/{title}/datasecurity': {
    needs,
    answer: (call) => ok(add(call, extractOfPath(call))),
  },
  'DELETE /api/elasticubes/{server}/{title}/datasecurity': {
    needs,
    query: ['table', 'column'],
    answer: (call) => ok(removeByColumn(call, extractOfPath(call))),
  },
  'GET /api/elasticubes/{server}/{title}/datasecurity/{table}/{column}': {
    needs,
    answer: (call) => {
      const rules = rulesOf(call.world, extractOfPath(call).oid);
      const asked = rules.filter(({ table, column }) => table === call.params.table && column === call.params.column);
      return ok(asked.map((rule) => presentRule(call.world, rule)));
    },
  },
  'DELETE /api/elasticubes/{server}/{title}/datasecurity/{table}/{column}': {
    needs,
    answer: (call) => ok(removeByColumn(call, extractOfPath(call))),
  },
  'GET /api/elasticubes/{server}/{title}/{user}/datasecurity': { needs, answer: rulesOfUser },
  'POST /api/elasticubes/datasecurity': { needs, answer: addAnywhere },
  'PUT /api/elasticubes/datasecurity/{id}': { needs, answer: updateRule },
  'DELETE /api/elasticubes/datasecurity/{id}': { needs, answer: removeRule(() => ok({})) },
  'GET /api/v1/elasticubes/live/{title}/datasecurity': { needs, answer: (call) => listRules(call, liveOfPath(call)) },
  'POST /api/v1/elasticubes/live/{title}/datasecurity': {
    needs,
    answer: (call) => created(add(call, liveOfPath(call))[0]),
  },
  'POST /api/v1/elasticubes/live/{title}/datasecurity/addMany': { needs, answer: addManyLive },
  'DELETE /api/v1/elasticubes/live/{title}/datasecurity/{table}/{column}': { needs, answer: removeLive },
  'DELETE /api/v1/elasticubes/live/datasecurity/{id}': { needs, answer: removeRule(noContent) },
} satisfies Routes;
