import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../test/open-deployment.ts';
import { foreignClient } from '../test/speak-as.ts';

/** What a client must stand of a real server; where versions differ, by the name of the option. */
let open: OpenDeployment;
beforeEach(async () => {
  open = await openDeployment();
});
afterEach(() => open[Symbol.asyncDispose]());

const missing = '64aa00000000000000000001';
const own = async () => {
  const body = { title: 'Own', datasource: { title: 'Sales', fullname: 'localhost/Sales' } };
  return row((await open.call('POST', '/api/v1/dashboards', { body })).json);
};
const sharedDashboard = async () =>
  row(rows(await open.read('/api/v1/dashboards/admin?dashboardType=owner&name=Headcount'))[0]);

describe('answers without a body, or with an odd one', () => {
  it('writes: 200 and nothing, where versions do so', async () => {
    open.deployment.options.emptyWrites = true;
    const { oid } = await own();
    const body = { title: 'Renamed' };
    for (const call of [
      () => open.call('PATCH', `/api/v1/dashboards/${oid}`, { body }),
      () => open.call('PUT', `/api/dashboards/${oid}`, { body }),
    ]) {
      expect(await call()).toMatchObject({ status: 200, text: '' });
    }
  });

  it('deletes, publish and restore: 204 in v1, 200 in v0.9', async () => {
    const { oid } = await own();
    for (const path of ['publish', 'restore']) {
      expect(await open.call('POST', `/api/v1/dashboards/${oid}/${path}`)).toMatchObject({ status: 204, text: '' });
    }
    expect((await open.call('DELETE', `/api/dashboards/${oid}`)).status).toBe(200);
    expect((await open.call('DELETE', `/api/v1/dashboards/${(await own()).oid}`)).status).toBe(204);
  });

  it('a bare number, and OK as text', async () => {
    const { oid } = await own();
    const path = `/api/v1/dashboards/LocalHost/Sales/replace_datasource?dashboardId=${oid}`;
    expect((await open.call('POST', path, { body: { title: 'Finance' } })).text).toBe('1');
    expect((await open.call('GET', '/api/v1/authentication/logout')).text).toBe('OK');
  });

  it('files of dashboards that are JSON and say they are text', async () => {
    open.deployment.options.exportContentType = 'text/plain; charset=utf-8';
    const { oid } = await own();
    const { type, json } = await foreignClient(open).get(`/api/v1/dashboards/export?dashboardIds=${oid}`);
    expect(type).toBe('text/plain; charset=utf-8');
    expect(rows(json)).toHaveLength(1);
  });

  it('plugins: changed, accepted, or no word', async () => {
    const body = [{ folderName: 'BloX', isEnabled: true }];
    const statuses = [];
    for (const status of [200, 202, 204] as const) {
      open.deployment.options.pluginsPatchStatus = status;
      statuses.push((await open.call('PATCH', '/api/v1/plugins', { body })).status);
    }
    expect(statuses).toEqual([200, 202, 204]);
  });
});

describe('shapes that differ', () => {
  it('the version: an object, or on older servers text', async () => {
    const version = async () => row(await open.read('/api/v1/application/status')).version;
    expect(await version()).toMatchObject({ version: 'L2026.1.0.318' });
    open.deployment.options.statusVersionShape = 'string';
    expect(await version()).toBe('L2026.1.0.318');
  });

  it('shares in v1: a list, or an object', async () => {
    const { oid, shares } = await sharedDashboard();
    const path = `/api/v1/dashboards/${oid}/shares?adminAccess=true`;
    expect(await open.read(path)).toEqual(shares);
    open.deployment.options.sharesV1Shape = 'object';
    expect(row(await open.read(path))).toMatchObject({
      sharesTo: expect.any(Array),
      owner: { userName: 'ingrid.moen' },
    });
  });

  it('lists have no total, apart from plugins and what is asked for as an object', async () => {
    expect(Array.isArray(await open.read('/api/v1/users?limit=2'))).toBe(true);
    expect(await open.read('/api/v1/plugins?limit=2')).toMatchObject({ count: 23, queryMetadata: { limit: 2 } });
    expect(await open.read('/api/v1/dashboards/admin?dashboardType=owner&asObject=true&limit=2')).toMatchObject({
      items: [{}, {}],
      count: 61,
    });
  });

  it('a file that begins with a mark of its byte order is read all the same', async () => {
    const file = `\uFEFF${JSON.stringify([{ title: 'Marked', datasource: {}, widgets: [] }])}`;
    expect((await open.call('POST', '/api/v1/dashboards/import/bulk', { body: file })).json).toMatchObject({
      succeded: [{ title: 'Marked' }],
    });
  });
});

describe('refusals', () => {
  it('are told in Sisense’s form, or as a message alone', async () => {
    const path = `/api/v1/dashboards/${missing}`;
    expect((await open.call('GET', path)).json).toEqual({
      error: {
        code: 10001,
        message: 'Dashboard not found.',
        status: 404,
        httpMessage: 'Not Found',
        resourceType: 'dashboard',
        resourceName: missing,
      },
    });
    open.deployment.options.refusalShape = 'message';
    expect((await open.call('GET', path)).json).toEqual({ message: 'Dashboard not found.' });
  });

  it('of what was put badly: complaints in a list, nested once more, or none', async () => {
    const ask = async () => row(row((await open.call('POST', '/api/v1/dashboards', { body: {} })).json).error);
    expect(await ask()).toMatchObject({ status: 422, subErrors: [{ message: 'title is required' }] });
    open.deployment.options.complaintShape = 'nested';
    expect(await ask()).toMatchObject({ subErrors: [{ error: { message: 'title is required' } }] });
    open.deployment.options.complaintShape = 'none';
    expect(await ask()).toEqual({ code: 0, status: 422, httpMessage: 'Unprocessable Entity' });
  });

  it('of a dashboard that was not shared: not there, or denied', async () => {
    const path = `/api/v1/dashboards/${(await sharedDashboard()).oid}`;
    expect((await open.call('GET', path)).status).toBe(404);
    open.deployment.options.hiddenDashboard = 403;
    expect((await open.call('GET', path)).status).toBe(403);
  });

  it('of publishing what is someone else’s: denied', async () => {
    const { oid } = await sharedDashboard();
    expect((await open.call('POST', `/api/v1/dashboards/${oid}/publish`)).status).toBe(403);
  });

  it('have their own codes', async () => {
    const code = async (method: string, path: string, body?: unknown) => {
      const { status, json } = await open.call(method, path, { body });
      return [status, row(row(json).error).code];
    };
    expect(await code('GET', '/api/v1/users?expand=shoes')).toEqual([404, 202]);
    expect(await code('GET', `/api/v1/users/${missing}`)).toEqual([404, 2001]);
    expect(await code('PATCH', '/api/v1/users/nobody', {})).toEqual([422, 601]);
    expect(await code('POST', '/api/v1/users/ad', { userName: 'x', ldapDomainId: missing })).toEqual([404, 22001]);
    expect(await code('GET', `/api/v1/dashboards/${(await own()).oid}/widgets/${missing}`)).toEqual([404, 14004]);
    await open.call('POST', '/api/v1/settings/email_server', { body: { enable: true, host: 'mail', port: 25 } });
    expect(await code('POST', '/api/v1/settings/email_server', { enable: true })).toEqual([400, 7501]);
  });
});

describe('folders', () => {
  const finance = async () =>
    rows(await open.read('/api/v1/folders?name=Finance')).find(({ name }) => name === 'Finance');

  it('go with what is in them, or only when they are empty', async () => {
    open.deployment.options.folderDeletion = 'refused-when-not-empty';
    const path = `/api/v1/folders/${(await finance())?.oid}`;
    expect((await open.call('DELETE', path)).status).toBe(409);
    open.deployment.options.folderDeletion = 'cascade';
    expect((await open.call('DELETE', path)).status).toBe(204);
    expect(await finance()).toBeUndefined();
  });

  it('of others are shown to an administrator, or hidden until something in them is shared', async () => {
    const names = async () => rows(row(await open.read('/api/v1/navver')).folders).map(({ name }) => name);
    open.deployment.options.foldersForAdmin = 'all';
    const all = await names();
    open.deployment.options.foldersForAdmin = 'own-and-shared';
    expect((await names()).length).toBeLessThan(all.length);
    const { oid, owner } = await sharedDashboard();
    const sharesTo = [
      { shareId: owner, type: 'user' },
      { shareId: open.deployment.users.admin.id, type: 'user', rule: 'edit' },
    ];
    const hidden = all.filter((name) => !JSON.stringify(sharesTo).includes(String(name)));
    await open.call('POST', `/api/shares/dashboard/${oid}?adminAccess=true`, { body: { sharesTo } });
    expect(hidden.length).toBe(all.length);
    expect(await names()).toContain('People');
  });

  it('list the root folder first, or not at all', async () => {
    expect(rows(await open.read('/api/v1/folders'))[0]).toMatchObject({ name: 'rootFolder' });
    open.deployment.options.rootFolderListed = false;
    expect(rows(await open.read('/api/v1/folders'))[0]).not.toMatchObject({ name: 'rootFolder' });
  });
});
