import { Sisense } from '@fes-assistant/sisense';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
let sisense: Sisense;
const known = { dashboard: '', own: '', widget: '', folder: '', group: '', user: '', model: '' };

beforeAll(async () => {
  open = await openDeployment();
  sisense = new Sisense({ origin: open.deployment.origin, token: open.deployment.token });
  const first = async (path: string) => rows(await open.read(path)).at(-1) ?? {};
  known.own = String((await first('/api/v1/dashboards')).oid);
  known.dashboard = String((await first('/api/v1/dashboards/admin?dashboardType=owner&name=Headcount')).oid);
  known.widget = String((await first(`/api/v1/dashboards/${known.own}/widgets`)).oid);
  known.folder = String((await first('/api/v1/folders?name=DACH')).oid);
  known.group = String((await first('/api/v1/groups?name=Finance'))._id);
  known.user = String((await first('/api/v1/users?userName=emily.carter'))._id);
  known.model = String(row(await open.read('/api/v2/datamodels/schema?title=ecommerce_db')).oid);
  await sisense.users.me();
});
afterAll(async () => {
  await sisense.close();
  await open[Symbol.asyncDispose]();
});

/** What is wanted, the most requests that another public client makes for it, and ours. */
const tasks: [string, number, () => Promise<unknown>][] = [
  ['everybody', 1, () => sisense.users.list()],
  ['one by address', 1, () => sisense.users.findByEmail('maya.chen@meridian-outdoor.example')],
  ['one by id', 1, () => sisense.users.get(known.user)],
  ['members of a group', 2, () => sisense.users.listInGroup(known.group)],
  ['a change of a user', 2, () => sisense.users.update(known.user, { lastName: 'Stone' })],
  ['a new password', 1, () => sisense.users.setPassword(known.user, 'Xyz-123456')],
  ['all groups', 1, () => sisense.groups.list()],
  ['a group by name', 1, () => sisense.groups.resolve('Finance')],
  ['a member more', 1, () => sisense.groups.addUsers(known.group, [known.user])],
  ['a member less', 1, () => sisense.groups.removeUsers(known.group, [known.user])],
  ['all roles', 1, () => sisense.roles.list()],
  ['all dashboards', 1, () => sisense.dashboards.list()],
  ['own dashboards', 1, () => sisense.dashboards.listOwn()],
  ['a dashboard by title', 1, () => sisense.dashboards.findByTitle('Headcount')],
  ['a file of someone else’s', 1, () => sisense.dashboards.export(known.dashboard)],
  ['files of two', 1, () => sisense.dashboards.exportMany([known.dashboard, known.own])],
  ['shares of a dashboard', 1, () => sisense.shares.get(known.dashboard)],
  [
    'whether one may own it',
    1,
    () => sisense.dashboards.canBeOwned(known.dashboard, { email: 'priya.nair@meridian-outdoor.example' }),
  ],
  ['a dashboard elsewhere', 2, () => sisense.dashboards.update(known.own, { parentFolder: known.folder })],
  ['publishing', 1, () => sisense.dashboards.publish(known.own)],
  ['widgets', 1, () => sisense.widgets.list(known.own)],
  ['a widget', 1, () => sisense.widgets.get(known.own, { widgetOid: known.widget })],
  ['folders', 1, () => sisense.folders.list()],
  ['folders as a tree', 1, () => sisense.folders.tree()],
  ['a folder', 1, () => sisense.folders.get(known.folder)],
  ['the navigation', 1, () => sisense.folders.navver()],
  ['actions', 1, () => sisense.blox.list()],
  ['notebooks', 1, () => sisense.notebooks.list()],
  ['plugins', 2, () => sisense.plugins.list()],
  ['shared measures', 1, () => sisense.metadata.measures({})],
  ['all models', 1, () => sisense.datamodels.list()],
  ['a model by title, with its tables', 4, () => sisense.datamodels.get('ecommerce_db')],
  ['a file of a model', 1, () => sisense.datamodels.export(known.model)],
  ['sources of data', 1, () => sisense.queries.datasources()],
];

it.each(tasks)('%s: no more requests than %i', async (_what, most, ask) => {
  open.deployment.requests.clear();
  await ask();
  expect(open.deployment.requests.count()).toBeLessThanOrEqual(most);
});
