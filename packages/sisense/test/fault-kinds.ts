import { gzipSync } from 'node:zlib';
import type { SisenseErrorCode } from '../src/errors.ts';
import type { CallsOptions } from '../src/http/call-options.ts';
import type { NamedEndpoint } from '../src/http/request.ts';
import { type Asked, json, type Reply, raw } from './server.ts';

export interface Fault {
  reply?: Reply;
  /** Faults before there is a request: the name is looked up in another way. */
  lookup?: NonNullable<CallsOptions['lookup']>;
  /** How the call ends; well, when there is none. */
  code?: SisenseErrorCode;
  /** How often a read is asked in all; once unless said. */
  tries?: number;
  /** The same for endpoints with large answers, where it differs. */
  triesOfLarge?: number;
  /** An answer after which a change is known not to have been made. */
  refused?: boolean;
  /** Kinds of answers that this is no fault for. */
  not?: (endpoint: NamedEndpoint) => boolean;
}

const isBytes = (endpoint: NamedEndpoint) => endpoint.answerAs === 'bytes';
const isFree = (endpoint: NamedEndpoint) =>
  endpoint.answerAs === 'empty' || endpoint.answerAs === 'text' || isBytes(endpoint);
const takesAnything = (endpoint: NamedEndpoint) => isFree(endpoint) || endpoint.answer.safeParse('a string').success;
const isNotJson = (endpoint: NamedEndpoint) => isBytes(endpoint) || endpoint.answerAs === 'text';

/** Servers repeat in what they say what they were sent: the token and the secrets among the rest. */
const said = ({ headers, body }: Asked) => `Said with ${headers.authorization} to ${body}.`;

function status(code: number, headers: Record<string, string> = {}): Reply {
  return (response, asked, number) =>
    json({ error: { code: 1, message: said(asked), status: code } }, code, headers)(response, asked, number);
}

function socketEnd(write: string): Reply {
  return (response) => void response.socket?.end(write);
}

function lookupOf(answer: (callback: Parameters<NonNullable<Fault['lookup']>>[2]) => void): Pick<Fault, 'lookup'> {
  return { lookup: (_host, _options, callback) => answer(callback) };
}

const statuses: Record<string, Fault> = {
  '400': { reply: status(400), code: 'invalid', refused: true },
  '401': { reply: status(401), code: 'unauthorized', refused: true },
  '403': { reply: status(403), code: 'forbidden', refused: true },
  '404': { reply: status(404), code: 'not-found', refused: true },
  '408': { reply: status(408), code: 'timeout', tries: 3, triesOfLarge: 1 },
  '409': { reply: status(409), code: 'conflict', refused: true },
  '412': { reply: status(412), code: 'conflict', refused: true },
  '413': { reply: status(413), code: 'invalid', refused: true },
  '422': { reply: status(422), code: 'invalid', refused: true },
  '423': { reply: status(423), code: 'conflict', refused: true },
  '429': { reply: status(429), code: 'rate-limited', refused: true, tries: 3 },
  '429, in seconds': { reply: status(429, { 'retry-after': '2' }), code: 'rate-limited', refused: true, tries: 3 },
  '429, at a date': {
    reply: status(429, {
      date: 'Thu, 01 Jan 2026 00:00:00 GMT',
      'retry-after': 'Thu, 01 Jan 2026 00:00:04 GMT',
    }),
    code: 'rate-limited',
    refused: true,
    tries: 3,
  },
  '429, at a past date': {
    reply: status(429, { 'retry-after': 'Wed, 01 Jan 2025 00:00:00 GMT' }),
    code: 'rate-limited',
    refused: true,
    tries: 3,
  },
  '429, in an hour': { reply: status(429, { 'retry-after': '3600' }), code: 'rate-limited', refused: true },
  '500': { reply: status(500), code: 'unavailable', tries: 3 },
  '502, a page': { reply: raw(502, '<html><h1>Bad Gateway</h1></html>'), code: 'unavailable', tries: 3 },
  '503': { reply: status(503), code: 'unavailable', tries: 3 },
  '504': { reply: status(504), code: 'unavailable', tries: 3 },
  'redirect to a login': { reply: raw(302, '', { location: '/app/account/login' }), code: 'unauthorized' },
  'redirect elsewhere': { reply: raw(307, '', { location: 'http://169.254.169.254/x' }), code: 'unexpected-answer' },
};

const connections: Record<string, Fault> = {
  'connection refused': {
    ...lookupOf((callback) => callback(null, [{ address: '127.0.0.2', family: 4 }])),
    code: 'unreachable',
    tries: 3,
    refused: true,
  },
  'connection not made in time': { ...lookupOf(() => {}), code: 'unreachable', tries: 3, refused: true },
  'no such host': {
    ...lookupOf((callback) => callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), '')),
    code: 'unreachable',
    tries: 3,
    refused: true,
  },
  'reset before headers': { reply: (response) => response.socket?.resetAndDestroy(), code: 'unreachable', tries: 3 },
  'closed before headers': { reply: (response) => response.socket?.destroy(), code: 'unreachable', tries: 3 },
  'reset after headers': {
    reply: (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.flushHeaders();
      setTimeout(() => response.socket?.resetAndDestroy(), 2);
    },
    code: 'unreachable',
    tries: 3,
  },
  'reset in the body': {
    reply: (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"a"', () => response.socket?.resetAndDestroy());
    },
    code: 'unreachable',
    tries: 3,
  },
  'body shorter than announced': {
    reply: socketEnd('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n[{"a":1}'),
    code: 'unreachable',
    tries: 3,
  },
  'body longer than announced': {
    reply: socketEnd('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 7\r\n\r\n{"a":"b","c":"d"}'),
    code: 'unexpected-answer',
    not: isFree,
  },
  'chunks cut off': {
    reply: (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('[1,2', () => response.socket?.destroy());
    },
    code: 'unreachable',
    tries: 3,
  },
  'never an answer': { reply: () => {}, code: 'timeout', tries: 3, triesOfLarge: 1 },
  'headers too late': {
    reply: (response) => {
      setTimeout(() => response.destroyed || response.end('[]'), 8000).unref();
    },
    code: 'timeout',
    tries: 3,
    triesOfLarge: 1,
  },
  'body that stops': {
    reply: (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('[');
    },
    code: 'timeout',
    tries: 3,
    triesOfLarge: 1,
  },
  'body that drips for ever': {
    reply: (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    },
    code: 'timeout',
  },
  'not HTTP': { reply: socketEnd('SSH-2.0-OpenSSH_9.6\r\n\r\n'), code: 'unexpected-answer' },
};

const bodies: Record<string, Fault> = {
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
  'too deep': { reply: raw(200, '['.repeat(1000)), code: 'unexpected-answer', not: isNotJson },
  'too many values': { reply: raw(200, `[${'0,'.repeat(2000)}0]`), code: 'unexpected-answer', not: isNotJson },
  'a key named __proto__': {
    reply: raw(200, '[{"oid":"a","__proto__":{"admin":true}}]'),
    code: 'unexpected-answer',
    not: isNotJson,
  },
  'login page': {
    reply: raw(200, '<!DOCTYPE html><title>Log in</title><input type="password">', { 'content-type': 'text/html' }),
    code: 'unauthorized',
  },
  'some page': { reply: raw(200, '<html><body>Welcome</body></html>'), code: 'unexpected-answer' },
  'empty 200': { reply: raw(200, ''), code: 'unexpected-answer', not: isFree },
  'broken JSON': { reply: raw(200, '{"a":'), code: 'unexpected-answer', not: isFree },
  'a broken list': { reply: raw(200, '[{"a":1},,]'), code: 'unexpected-answer', not: isFree },
  'another shape': { reply: json('a string'), code: 'unexpected-answer', not: takesAnything },
  'an error in a 200': {
    reply: (response, asked, number) =>
      json({ error: { code: 1, message: said(asked), status: 400 } })(response, asked, number),
    code: 'invalid',
    refused: true,
    not: isBytes,
  },
};

export const faults: Record<string, Fault> = { ...statuses, ...connections, ...bodies };
