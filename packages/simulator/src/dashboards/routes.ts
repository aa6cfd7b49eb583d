import { ok } from '../answer.ts';
import type { RouteAnswerer, Routes } from '../call.ts';
import { type JsonObject, objectOf } from '../json.ts';
import { chosenFields } from '../list-query.ts';
import { refuseInvalid } from '../refuse.ts';
import { expandOf } from '../users/present-user.ts';
import { canBeOwned, changeOwner } from './change-owner.ts';
import { seenDashboard, visibleDashboard } from './find-dashboard.ts';
import { importDashboard, importDashboards } from './import-dashboards.ts';
import { dashboardExpand, listAdmin, listOwnAndShared, searchDashboards } from './list-dashboards.ts';
import { isPaper, onePagePdf, pixels, plainPng } from './pictures.ts';
import { expanded, presentDashboard } from './present-dashboard.ts';
import { replaceDatasource } from './replace-datasource.ts';
import * as write from './write-dashboard.ts';

/** A read over the API does not count as opening it. */
const get: RouteAnswerer = (call) => {
  const { world, user } = call;
  const copy = seenDashboard(call);
  const expand = expandOf(call, dashboardExpand);
  const read = expanded({ world, copy, read: presentDashboard({ world, dashboard: copy.dashboard, user }), expand });
  return ok(chosenFields(read, call.query.get('fields')));
};

const getV0: RouteAnswerer = (call) => {
  const { dashboard, widgets } = seenDashboard(call);
  return ok({ ...presentDashboard({ world: call.world, dashboard, user: call.user }), widgets });
};

const picture: RouteAnswerer = (call) => {
  visibleDashboard(call);
  const width = pixels(call.query.get('width'), 1_000);
  const bytes = plainPng({ width, height: Math.round(width * 0.6) });
  return { status: 200, bytes, headers: { 'content-type': 'image/png' } };
};

const pdf: RouteAnswerer = (call) => {
  const { dashboard } = seenDashboard(call);
  const { query } = call;
  const paper = query.get('paperFormat') ?? 'A4';
  if (!isPaper(paper)) throw refuseInvalid('paperFormat is not known');
  const isLandscape = query.get('paperOrientation') === 'landscape';
  const bytes = onePagePdf({ title: query.get('title') ?? dashboard.title, paper, isLandscape });
  return { status: 200, bytes, headers: { 'content-type': 'application/pdf' } };
};

/** What is asked for of it, as `true`: who owns it, where it lies, what is on it. */
const facts: RouteAnswerer = (call) => {
  const { world } = call;
  const { dashboard, widgets } = seenDashboard(call);
  const known: JsonObject = {
    owner: dashboard.owner,
    datasource: [dashboard.datasource],
    lastOpened: dashboard.lastOpened ?? null,
    lastModified: dashboard.lastUpdated,
    lastUpdated: dashboard.lastUpdated,
    folder: world.folders.get(dashboard.parentFolder ?? '')?.name ?? null,
    lastPublish: dashboard.lastPublish ?? null,
    viewedBy: [],
    widgetsCount: widgets.length,
  };
  const asked = objectOf(call.body);
  return ok(Object.fromEntries(Object.entries(known).filter(([key]) => asked[key] !== false)));
};

const listQuery = ['name', 'parentFolder', 'datasourceTitle', 'datasourceAddress', 'fields', 'expand', 'sort'];
const adminQuery = [
  ...listQuery,
  ...['dashboardType', 'id', 'ownershipType', 'search', 'asObject', 'ownerInfo', 'skip', 'limit'],
];

export const dashboardsRoutes = {
  'GET /api/v1/dashboards': { answer: listOwnAndShared, query: listQuery },
  'POST /api/v1/dashboards': { answer: write.create, needs: 'designer' },
  'GET /api/v1/dashboards/admin': { answer: listAdmin, needs: 'admin', query: adminQuery },
  'POST /api/v1/dashboards/admin': { answer: searchDashboards, needs: 'admin' },
  'POST /api/v1/dashboards/searches': { answer: searchDashboards },
  'GET /api/v1/dashboards/export': {
    answer: write.exportMany,
    needs: 'designer',
    query: ['dashboardIds', 'adminAccess'],
  },
  'DELETE /api/v1/dashboards/bulk': {
    answer: write.removeMany,
    needs: 'designer',
    query: ['dashboardIds', 'adminAccess'],
  },
  'POST /api/v1/dashboards/import/bulk': {
    answer: importDashboards,
    needs: 'designer',
    query: ['action', 'republish', 'importFolder'],
  },
  'POST /api/v1/dashboards/replace': { answer: write.replaceCopy, needs: 'designer' },
  'GET /api/v1/dashboards/{oid}': { answer: get, query: ['fields', 'expand', 'adminAccess', 'sharedMode'] },
  'PATCH /api/v1/dashboards/{oid}': { answer: write.update, needs: 'designer', query: ['sharedMode', 'adminAccess'] },
  'DELETE /api/v1/dashboards/{oid}': { answer: write.remove, query: ['adminAccess'] },
  'GET /api/v1/dashboards/{oid}/exists': { answer: write.exists },
  'GET /api/v1/dashboards/{oid}/can_be_owned': { answer: canBeOwned, needs: 'designer' },
  'GET /api/v1/dashboards/{oid}/export/dash': { answer: write.exportOne, needs: 'designer' },
  'GET /api/v1/dashboards/{oid}/export/png': { answer: picture },
  'GET /api/v1/dashboards/{oid}/export/pdf': { answer: pdf },
  'POST /api/v1/dashboards/{oid}/metadata': { answer: facts },
  'POST /api/v1/usageanalytics/{oid}/usageMetadata': {
    needs: 'admin',
    answer: (call) => facts({ ...call, query: new URLSearchParams({ adminAccess: 'true' }) }),
  },
  'POST /api/v1/dashboards/{oid}/duplicate': { answer: write.duplicate, needs: 'designer' },
  'POST /api/v1/dashboards/{oid}/publish': { answer: write.publish, needs: 'designer', query: ['force'] },
  'POST /api/v1/dashboards/{oid}/restore': { answer: write.restore, needs: 'designer' },
  'POST /api/v1/dashboards/{oid}/undo_Import': { answer: write.undoImport, needs: 'designer' },
  'POST /api/v1/dashboards/{oid}/change_owner': { answer: changeOwner, needs: 'designer', query: ['adminAccess'] },
  'POST /api/v1/dashboards/{oid}/admin/change_owner': { answer: changeOwner, needs: 'admin' },
  'POST /api/v1/dashboards/{server}/{title}/replace_datasource': {
    answer: replaceDatasource,
    needs: 'designer',
    query: ['dashboardId', 'adminAccess'],
  },
  'GET /api/dashboards': { answer: listOwnAndShared },
  'POST /api/dashboards': { answer: write.createV0, needs: 'designer' },
  'POST /api/dashboards/import': { answer: importDashboard, needs: 'designer' },
  'GET /api/dashboards/{oid}': { answer: getV0, query: ['adminAccess', 'sharedMode'] },
  'GET /api/dashboards/{oid}/duplicate': {
    needs: 'designer',
    query: ['sharedMode'],
    answer: async (call) => ({ ...(await write.duplicate(call)), status: 200 }),
  },
  'PUT /api/dashboards/{oid}': { answer: write.updateV0, needs: 'designer' },
  'PATCH /api/dashboards/{oid}': { answer: write.updateV0, needs: 'designer' },
  'DELETE /api/dashboards/{oid}': { answer: write.removeV0 },
  'GET /api/dashboards/{oid}/export': { answer: write.exportOne, needs: 'designer', query: ['adminAccess'] },
} satisfies Routes;
