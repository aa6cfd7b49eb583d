import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeModel } from '../../test/hand-made-model.ts';
import { type OpenDeployment, openDeployment, row } from '../../test/open-deployment.ts';

let open: OpenDeployment;
beforeAll(async () => {
  open = await openDeployment({ world: 'source-and-target' });
});
afterAll(() => open[Symbol.asyncDispose]());

const at = (target: boolean) => {
  const deployment = target ? open.others[0] : open.deployment;
  if (deployment === undefined) throw new Error('There is no target.');
  return { origin: deployment.origin, headers: { authorization: `Bearer ${deployment.token}` } };
};

async function download(datamodelId: string): Promise<{ headers: Headers; content: Blob }> {
  const { origin, headers } = at(false);
  const answer = await fetch(`${origin}/api/v2/datamodel-exports/stream/full?datamodelId=${datamodelId}`, { headers });
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  return { headers: answer.headers, content: await answer.blob() };
}

async function upload(content: Blob, more: { target: boolean; query?: string; field?: string }): Promise<Response> {
  const { origin, headers } = at(more.target);
  const body = new FormData();
  body.append(more.field ?? 'fileToUpload', content, 'model.sdata');
  return fetch(`${origin}/api/v2/datamodel-imports/stream/full${more.query ?? ''}`, { method: 'POST', headers, body });
}

async function rowsIn(title: string, target: boolean): Promise<unknown> {
  const { origin, headers } = at(target);
  const query = encodeURIComponent('SELECT * FROM [sheet]');
  const answer = await fetch(`${origin}/api/datasources/${encodeURIComponent(title)}/sql?query=${query}`, { headers });
  return row(await answer.json()).values;
}

const content = [
  [1, 'a "b" ü\n,', true],
  [2, null, false],
];
const sheet = (title: string) =>
  makeModel(open, { title, tables: { sheet: { columns: { id: 8, word: 18, yes: 2 }, rows: content } } });

it('a model goes to another deployment with its rows, as a stream, and needs no build there', async () => {
  const oid = await sheet('With rows');
  const { headers, content: file } = await download(oid);
  expect(headers.get('content-type')).toBe('application/octet-stream');
  expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''With%20rows.sdata");
  expect(headers.get('transfer-encoding')).toBe('chunked');
  expect(headers.get('content-length')).toBeNull();
  const answer = await upload(file, { target: true });
  expect({ status: answer.status, text: await answer.text() }).toEqual({ status: 204, text: '' });
  expect(await rowsIn('With rows', true)).toEqual(content);
  const { origin, headers: token } = at(true);
  const schema = row(await (await fetch(`${origin}/api/v2/datamodels/${oid}/schema`, { headers: token })).json());
  expect(schema).toMatchObject({ oid, title: 'With rows', lastBuildTime: expect.any(String) });
});

it('its rows come from the sources again with the next build', async () => {
  const { content: file } = await download(await sheet('Copied'));
  expect((await upload(file, { target: false, query: '?newTitle=Copied%20again' })).status).toBe(204);
  expect(await rowsIn('Copied again', false)).toEqual(content);
  const { oid } = row(await open.read('/api/v2/datamodels/schema?title=Copied%20again'));
  await open.call('POST', '/api/v2/builds', { body: { datamodelId: oid, buildType: 'full', rowLimit: 7 } });
  open.deployment.clock.advance(60_000);
  expect(await rowsIn('Copied again', false)).toHaveLength(7);
  expect(await rowsIn('Copied', false)).toEqual(content);
});

it('what is no such file is refused, and so is a model that builds', async () => {
  const oid = await sheet('Busy');
  const { content: file } = await download(oid);
  expect((await upload(new Blob(['nothing']), { target: false })).status).toBe(400);
  expect((await upload(file, { target: false, field: 'other' })).status).toBe(400);
  expect((await upload(file, { target: false })).status).toBe(400);
  const plain = await open.call('POST', '/api/v2/datamodel-imports/stream/full', { body: {} });
  expect(plain).toMatchObject({ status: 400, json: { title: 'ValidationError' } });
  await open.call('POST', '/api/v2/builds', { body: { datamodelId: oid, buildType: 'full' } });
  expect((await open.call('GET', `/api/v2/datamodel-exports/stream/full?datamodelId=${oid}`)).status).toBe(412);
});
