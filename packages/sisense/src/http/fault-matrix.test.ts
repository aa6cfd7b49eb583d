import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fastClock } from '../../test/fast-clock.ts';
import { sampleInput } from '../../test/sample-input.ts';
import { json, type Reply, raw, startTestServer, type TestServer } from '../../test/server.ts';
import { endpoints } from '../endpoints.ts';
import { SisenseError, type SisenseErrorCode } from '../errors.ts';
import { Calls } from './calls.ts';
import type { NamedEndpoint } from './request.ts';

const token = 'canary-token-0123456789';
const all: NamedEndpoint[] = Object.values(endpoints);

interface Fault {
  reply: Reply;
  code: SisenseErrorCode;
  /** How often a read is asked in all; once unless said. */
  tries?: number;
  /** An answer after which a change is known not to have been made. */
  refused?: boolean;
  /** Kinds of answers that this is no fault for. */
  not?: (endpoint: NamedEndpoint) => boolean;
}

const isBytes = (endpoint: NamedEndpoint) => endpoint.answerAs === 'bytes';
const isFree = (endpoint: NamedEndpoint) =>
  endpoint.answerAs === 'empty' || endpoint.answerAs === 'text' || isBytes(endpoint);
const takesAnything = (endpoint: NamedEndpoint) => isFree(endpoint) || endpoint.answer.safeParse('a string').success;
const takesEmpty = isFree;

function status(code: number, headers: Record<string, string> = {}): Reply {
  return json({ error: { code: 1, message: `Said with ${token}.`, status: code } }, code, headers);
}

const faults: Record<string, Fault> = {
  '400': { reply: status(400), code: 'invalid', refused: true },
  '401': { reply: status(401), code: 'unauthorized', refused: true },
  '403': { reply: status(403), code: 'forbidden', refused: true },
  '404': { reply: status(404), code: 'not-found', refused: true },
  '409': { reply: status(409), code: 'conflict', refused: true },
  '412': { reply: status(412), code: 'conflict', refused: true },
  '413': { reply: status(413), code: 'invalid', refused: true },
  '422': { reply: status(422), code: 'invalid', refused: true },
  '423': { reply: status(423), code: 'conflict', refused: true },
  '429': { reply: status(429), code: 'rate-limited', refused: true, tries: 3 },
  '429, in seconds': { reply: status(429, { 'retry-after': '2' }), code: 'rate-limited', refused: true, tries: 3 },
  '429, in an hour': { reply: status(429, { 'retry-after': '3600' }), code: 'rate-limited', refused: true, tries: 1 },
  '429, at a past date': {
    reply: status(429, { 'retry-after': 'Wed, 01 Jan 2025 00:00:00 GMT' }),
    code: 'rate-limited',
    refused: true,
    tries: 3,
  },
  '500': { reply: status(500), code: 'unavailable', tries: 3 },
  '502, a page': { reply: raw(502, '<html><h1>Bad Gateway</h1></html>'), code: 'unavailable', tries: 3 },
  '503': { reply: status(503), code: 'unavailable', tries: 3 },
  '504': { reply: status(504), code: 'unavailable', tries: 3 },
  'reset before headers': { reply: (response) => response.socket?.destroy(), code: 'unreachable', tries: 3 },
  'reset after headers': {
    reply: (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"a"', () => response.socket?.destroy());
    },
    code: 'unreachable',
    tries: 3,
  },
  'truncated chunks': {
    reply: (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('[1,2', () => response.socket?.destroy());
    },
    code: 'unreachable',
    tries: 3,
  },
  'not gzip though it says so': {
    reply: raw(200, 'not gzip at all', { 'content-encoding': 'gzip' }),
    code: 'unexpected-answer',
  },
  'gzip cut off': {
    reply: raw(200, gzipSync('{"a":1}'.repeat(100)).subarray(0, 30), { 'content-encoding': 'gzip' }),
    code: 'unexpected-answer',
  },
  'gzip bomb': {
    reply: raw(200, gzipSync(Buffer.alloc(400_000)), { 'content-encoding': 'gzip' }),
    code: 'unexpected-answer',
  },
  'unknown compression': { reply: raw(200, '{}', { 'content-encoding': 'br' }), code: 'unexpected-answer' },
  'too large': { reply: raw(200, `"${'x'.repeat(30_000)}"`), code: 'unexpected-answer' },
  'too large, announced': {
    reply: (response) => {
      response.writeHead(200, { 'content-length': '9000000000' });
      response.write('[');
    },
    code: 'unexpected-answer',
  },
  'too deep': {
    reply: raw(200, '['.repeat(1000)),
    code: 'unexpected-answer',
    not: (endpoint) => isBytes(endpoint) || endpoint.answerAs === 'text',
  },
  'too many values': {
    reply: raw(200, `[${'0,'.repeat(2000)}0]`),
    code: 'unexpected-answer',
    not: (endpoint) => isBytes(endpoint) || endpoint.answerAs === 'text',
  },
  'login page': {
    reply: raw(200, '<!DOCTYPE html><title>Log in</title><input type="password">', { 'content-type': 'text/html' }),
    code: 'unauthorized',
  },
  'some page': { reply: raw(200, '<html><body>Welcome</body></html>'), code: 'unexpected-answer' },
  'empty 200': { reply: raw(200, ''), code: 'unexpected-answer', not: takesEmpty },
  'broken JSON': { reply: raw(200, '{"a":'), code: 'unexpected-answer', not: isFree },
  'another shape': { reply: json('a string'), code: 'unexpected-answer', not: takesAnything },
  'an error in a 200': {
    reply: json({ error: { code: 1, message: `Said with ${token}.`, status: 400 } }),
    code: 'invalid',
    refused: true,
    not: isBytes,
  },
  'redirect to a login': { reply: raw(302, '', { location: '/app/account/login' }), code: 'unauthorized' },
  'redirect elsewhere': { reply: raw(307, '', { location: 'http://169.254.169.254/x' }), code: 'unexpected-answer' },
  'not HTTP': {
    reply: (response) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n\r\n'),
    code: 'unexpected-answer',
  },
};

describe('every endpoint under every fault', () => {
  let server: TestServer;
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);

  beforeAll(async () => {
    server = await startTestServer();
    process.on('unhandledRejection', note);
  });
  afterAll(async () => {
    process.off('unhandledRejection', note);
    await server.close();
  });
  afterEach(() => expect(unhandled).toEqual([]));

  it.each(Object.keys(faults))(
    '%s',
    async (name) => {
      const fault = faults[name] as Fault;
      for (const endpoint of all) {
        if (fault.not?.(endpoint)) continue;
        server.asked = [];
        server.reply = fault.reply;
        const error = await failureOf(server.origin, endpoint);
        const where = `${endpoint.id}: ${error.message}`;
        expect(error.code, where).toBe(fault.code);
        expect(server.asked.length, where).toBe(endpoint.effect === 'change' ? 1 : (fault.tries ?? 1));
        expect(error.details.mayHaveHappened, where).toBe(endpoint.effect === 'change' && !fault.refused);
        const text = JSON.stringify([error.message, error.details, String(error.details.cause), error.stack]);
        expect(text, where).not.toMatch(/canary/);
        expect(error.details.request.endpoint).toBe(endpoint.id);
      }
    },
    120_000,
  );
});

async function failureOf(origin: string, endpoint: NamedEndpoint): Promise<SisenseError> {
  const calls = new Calls({
    origin,
    token,
    clock: fastClock(),
    limits: { answerBytes: 20_000, largeAnswerBytes: 20_000, depth: 100, values: 1000, largeValues: 1000 },
  });
  try {
    const answer = await calls.call(endpoint, sampleInput(endpoint) as never);
    throw new Error(`${endpoint.id} answered ${JSON.stringify(answer)}`);
  } catch (error) {
    if (error instanceof SisenseError) return error;
    throw error;
  } finally {
    await calls.close();
  }
}
