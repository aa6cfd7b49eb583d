import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { isSoak, reached } from '@fes-assistant/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { json, type Reply, raw, startTestServer, type TestServer } from '../../test/server.ts';

const mebibyte = 1024 * 1024;
const gibibyte = 1024 * mebibyte;
const most = 64;
/** Nothing of it is held, but what was handed on is only collected after some 64 MiB of it. */
const mostHandedOn = 128;
const reader = fileURLToPath(new URL('../../test/bomb-reader.ts', import.meta.url));

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

/** So many bytes of a pattern between an opening and a closing, no faster than they are taken. */
function endless(open: string, pattern: string, close: string, bytes = gibibyte): Reply {
  return (response) => {
    const piece = Buffer.from(pattern.repeat(Math.ceil(65_536 / pattern.length)));
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(open);
    let sent = 0;
    const more = () => {
      while (sent < bytes && !response.destroyed) {
        sent += piece.length;
        if (!response.write(piece)) return void response.once('drain', more);
      }
      response.end(close);
    };
    more();
  };
}

const gzipped = (content: Buffer) => raw(200, gzipSync(content, { level: 9 }), { 'content-encoding': 'gzip' });
const announced: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(gibibyte) });
  response.write('[');
};

interface Bomb {
  reply: () => Reply;
  says: RegExp;
}

const bombs: Record<string, Bomb> = {
  'a list of 1 GiB': { reply: () => endless('[', `"${'x'.repeat(1000)}",`, '1]'), says: /larger than/ },
  'a text of 1 GiB': { reply: () => endless('{"a":"', 'x', '"}'), says: /larger than/ },
  'blanks of 1 GiB': { reply: () => endless('[', ' ', ']'), says: /larger than/ },
  '1 GiB, announced': { reply: () => announced, says: /larger than/ },
  'a thousand times its size in gzip': { reply: () => gzipped(Buffer.alloc(256 * mebibyte, '"')), says: /larger than/ },
  'a list of 1 GiB objects': {
    reply: () => endless('[', `{"oid":"${'x'.repeat(30)}","a":[]},`, '1]'),
    says: /larger|too many/,
  },
  'JSON 100,000 deep': { reply: () => raw(200, '['.repeat(100_000) + ']'.repeat(100_000)), says: /nested too deeply/ },
  'a list of ten million': { reply: () => endless('[', '0,', '0]', 20_000_000), says: /too many values/ },
  'a key named __proto__': { reply: () => raw(200, '[{"__proto__":{"admin":true}}]'), says: /__proto__/ },
};

const kinds = ['users.list', 'dashboards.export'];
const cases = Object.keys(bombs).flatMap((name) => kinds.map((endpoint) => [name, endpoint] as const));
const chosen = isSoak
  ? cases
  : cases.filter(
      ([name, endpoint]) =>
        (name === 'a list of 1 GiB' && endpoint === kinds[0]) || (name.includes('gzip') && endpoint === kinds[1]),
    );

async function readIn(process_: {
  endpoint: string;
  how?: string;
}): Promise<{ mebibytes: number; bytes: number; outcome: string }> {
  const args = [
    '--expose-gc',
    '--disable-warning=ExperimentalWarning',
    reader,
    server.origin,
    process_.endpoint,
    process_.how ?? 'call',
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout);
}

/** The reader asks for the roles first, which are well. */
const onceReady =
  (reply: Reply): Reply =>
  (response, asked, number) =>
    (asked.url === '/api/roles' ? json([]) : reply)(response, asked, number);

it.each(chosen)(
  '%s is refused by %s and takes little memory',
  async (name, endpoint) => {
    const bomb = bombs[name];
    server.reply = onceReady(bomb?.reply() ?? json([]));
    const { mebibytes, outcome } = await readIn({ endpoint });
    expect(outcome).toMatch(/^unexpected-answer/);
    expect(outcome).toMatch(bomb?.says ?? /never/);
    reached({
      target: 'T-19',
      what: `${name}, ${endpoint}: MiB more`,
      wanted: `≤ ${most}`,
      got: Math.round(mebibytes),
      ok: mebibytes <= most,
    });
    expect(mebibytes).toBeLessThanOrEqual(most);
  },
  300_000,
);

it.runIf(isSoak)(
  'a download of 1 GiB is handed on and takes little memory (skipped outside of the soak: it takes a minute)',
  async () => {
    server.reply = onceReady(endless('', 'x', ''));
    const { mebibytes, bytes, outcome } = await readIn({ endpoint: 'datamodels.exportFull', how: 'stream' });
    expect([outcome, bytes]).toEqual(['answered', gibibyte]);
    reached({
      target: 'T-19',
      what: 'a download of 1 GiB, handed on: MiB more',
      wanted: `≤ ${mostHandedOn}`,
      got: Math.round(mebibytes),
      ok: mebibytes <= mostHandedOn,
    });
    expect(mebibytes).toBeLessThanOrEqual(mostHandedOn);
  },
);
