import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenDeployment, openDeployment, row, rows } from '../../test/open-deployment.ts';

let open: OpenDeployment;
let path: string;
let oid: unknown;
let title: unknown;
beforeAll(async () => {
  open = await openDeployment();
  const [dashboard] = rows(await open.read('/api/v1/dashboards'));
  ({ oid, title } = row(dashboard));
  path = `/api/v1/dashboards/${oid}`;
});
afterAll(() => open[Symbol.asyncDispose]());

async function file(address: string): Promise<Buffer> {
  const headers = { authorization: `Bearer ${open.deployment.token}` };
  return Buffer.from(await (await fetch(open.deployment.origin + address, { headers })).arrayBuffer());
}

const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

it('a dashboard as a picture has the width that was asked for', async () => {
  const png = await file(`${path}/export/png?includeTitle=true&width=640`);
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  expect(sizeOf(png)).toEqual([640, 384]);
  const length = png.readUInt32BE(33);
  expect(inflateSync(png.subarray(41, 41 + length)).length).toBe(384 * (1 + 640 * 3));
});

it('a widget has the width and the height that were asked for', async () => {
  const [widget] = rows(await open.read(`${path}/widgets`));
  expect(sizeOf(await file(`${path}/widgets/${widget?.oid}/export/png?width=300&height=200`))).toEqual([300, 200]);
});

it('a dashboard as a PDF is one page of the paper that was asked for, with its title', async () => {
  const pdf = (await file(`${path}/export/pdf?paperFormat=A3&paperOrientation=landscape&layout=asis`)).toString(
    'latin1',
  );
  expect(pdf.startsWith('%PDF-1.4')).toBe(true);
  expect(pdf.trimEnd().endsWith('%%EOF')).toBe(true);
  expect(pdf).toContain('/MediaBox [0 0 1191 842]');
  expect(pdf).toContain(`(${title}) Tj`);
  const table = Number(/startxref\n(\d+)/.exec(pdf)?.[1]);
  expect(pdf.slice(table, table + 4)).toBe('xref');
  expect((await open.call('GET', `${path}/export/pdf?paperFormat=Z9`)).status).toBe(422);
});
