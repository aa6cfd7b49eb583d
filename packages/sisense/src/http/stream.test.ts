import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fastClock } from '../../test/fast-clock.ts';
import { inOrder, json, raw, startTestServer, type TestServer } from '../../test/server.ts';
import { endpoints } from '../endpoints.ts';
import { Calls } from './calls.ts';

let server: TestServer;
let calls: Calls;

beforeEach(async () => {
  server = await startTestServer();
  calls = new Calls({
    origin: server.origin,
    token: 'token',
    clock: fastClock(),
    limits: { streamBytes: 60_000_000 },
  });
});
afterEach(async () => {
  await calls.close();
  await server.close();
});

const download = () => calls.stream(endpoints['datamodels.exportFull'], { query: { datamodelId: 'm1' } });

async function sizeOf(pieces: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const piece of pieces) size += piece.byteLength;
  return size;
}

it('gives 50 MB piece by piece', async () => {
  const megabyte = Buffer.alloc(1_000_000, 'x');
  server.reply = (response) => {
    response.writeHead(200);
    let left = 50;
    const more = () => {
      while (left > 0) {
        left -= 1;
        if (!response.write(megabyte)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  };
  expect(await sizeOf(download())).toBe(50_000_000);
});

it('unpacks while it reads', async () => {
  server.reply = raw(200, gzipSync(Buffer.alloc(300_000)), { 'content-encoding': 'gzip' });
  expect(await sizeOf(download())).toBe(300_000);
});

it('refuses more than the limit', async () => {
  server.reply = raw(200, gzipSync(Buffer.alloc(61_000_000)), { 'content-encoding': 'gzip' });
  await expect(sizeOf(download())).rejects.toMatchObject({ code: 'unexpected-answer' });
});

it('tries again before the first piece, never after it', async () => {
  server.reply = inOrder(raw(503, ''), (response) => {
    response.writeHead(200);
    response.write('abc', () => setTimeout(() => response.socket?.destroy(), 20));
  });
  await expect(sizeOf(download())).rejects.toMatchObject({ code: 'unreachable' });
  expect(server.asked).toHaveLength(2);
});

it('says why there is nothing to download', async () => {
  server.reply = json({ title: 'Building', status: 412, detail: 'The model builds.' }, 412);
  await expect(sizeOf(download())).rejects.toMatchObject({
    code: 'conflict',
    details: { serverReason: 'The model builds.' },
  });
});

it('frees its slot when the reader leaves', async () => {
  server.reply = (response) => {
    response.writeHead(200);
    const pour = setInterval(() => response.write(Buffer.alloc(100_000)), 1);
    response.on('close', () => clearInterval(pour));
  };
  for (let at = 0; at < 8; at += 1) {
    for await (const piece of download()) {
      expect(piece.byteLength).toBeGreaterThan(0);
      break;
    }
  }
  server.reply = json([]);
  expect(await calls.call(endpoints['roles.list'], {})).toEqual([]);
});

it('lets a reader leave who waits for a piece that does not come', async () => {
  server.reply = (response) => {
    response.writeHead(200);
    response.write('first');
  };
  for await (const piece of download()) {
    expect(Buffer.from(piece).toString()).toBe('first');
    break;
  }
  server.reply = json([]);
  expect(await calls.call(endpoints['roles.list'], {})).toEqual([]);
});
