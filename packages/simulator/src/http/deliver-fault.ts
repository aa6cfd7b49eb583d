import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Answer } from '../answer.ts';
import type { Fault } from '../faults.ts';
import { refuse } from '../refuse.ts';
import { rawHead, send, type Wire, wireOf } from './wire.ts';

export interface Delivery {
  response: ServerResponse;
  fault: Fault;
  /** What would have been answered; undefined when the effect was left out. */
  answer: Answer | undefined;
  requestId: string;
  signal: AbortSignal;
}

const loginPage =
  '<!DOCTYPE html><html><head><title>Login</title></head><body><form action="/app/account/login"><input name="username"><input name="password" type="password"></form></body></html>';

/** Sends what the fault makes of the answer. Gives back the status line's number, 0 when none went out. */
export async function deliverFault(delivery: Delivery): Promise<number> {
  const replaced = replacement(delivery);
  if (replaced !== undefined) {
    await send(delivery.response, wireOf(replaced, delivery.requestId));
    return replaced.status;
  }
  const wire = wireOf(delivery.answer ?? { status: 200, json: {} }, delivery.requestId);
  return onTheSocket(delivery, wire);
}

/** Faults that are another answer, well sent. */
function replacement({ fault, answer }: Delivery): Answer | undefined {
  const json = { 'content-type': 'application/json; charset=utf-8' };
  const whole = JSON.stringify(answer?.json ?? { data: 'a longer value than can be cut in half by chance' });
  switch (fault.kind) {
    case 'status':
      return statusAnswer(fault);
    case 'html':
      return { status: 200, text: loginPage, headers: { 'content-type': 'text/html; charset=utf-8' } };
    case 'redirect':
      return { status: fault.status ?? 302, headers: { location: fault.location ?? '/app/account/login' } };
    case 'empty':
      return { status: 200 };
    case 'malformed-json':
      return { status: 200, text: '{"data": [1, 2,, "unfinished', headers: json };
    case 'truncated-json':
      return { status: answer?.status ?? 200, text: whole.slice(0, Math.ceil(whole.length / 2)), headers: json };
    case 'wrong-shape':
      return { status: 200, json: fault.body ?? { unexpected: [{ nothing: 'of what was asked' }], total: 'many' } };
    case 'deep-json':
      return {
        status: 200,
        text: '['.repeat(fault.size ?? 100_000) + ']'.repeat(fault.size ?? 100_000),
        headers: json,
      };
    case 'wrong-content-type':
      return {
        ...answer,
        status: answer?.status ?? 200,
        headers: { ...answer?.headers, 'content-type': 'text/plain' },
      };
    case 'bad-gzip':
      return { status: 200, text: 'this was never packed', headers: { ...json, 'content-encoding': 'gzip' } };
    case 'gzip-bomb': {
      const bytes = gzipSync(Buffer.alloc(fault.size ?? 200_000_000, '[', 'latin1'), { level: 9 });
      return { status: 200, bytes, headers: { ...json, 'content-encoding': 'gzip' } };
    }
    default:
      return undefined;
  }
}

function statusAnswer(fault: Fault): Answer {
  const status = fault.status ?? 500;
  const headers: Record<string, string> = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
  if (fault.body !== undefined) return { status, json: fault.body, headers };
  const { code, message } =
    status === 401 ? { code: 5002, message: 'Invalid token.' } : { code: 0, message: 'Refused.' };
  return { ...refuse({ status, code, message }).answer, headers };
}

/** Faults of the connection. */
async function onTheSocket({ response, fault, signal }: Delivery, wire: Wire): Promise<number> {
  const socket = response.socket;
  if (socket === null) return 0;
  const half = wire.body.subarray(0, Math.ceil(wire.body.length / 2));
  switch (fault.kind) {
    case 'reset-before-answer':
    case 'die-after-effect':
      socket.resetAndDestroy();
      return 0;
    case 'half-open':
      await untilClosed(socket, signal);
      return 0;
    case 'reset-after-headers':
      await written(socket, rawHead(wire));
      socket.resetAndDestroy();
      return wire.status;
    case 'reset-mid-body':
      await written(socket, rawHead(wire), half);
      socket.resetAndDestroy();
      return wire.status;
    case 'truncated-body':
      await written(socket, rawHead(wire), half);
      socket.end();
      return wire.status;
    case 'wrong-length':
      await written(socket, rawHead({ ...wire, headers: { ...wire.headers, 'content-length': '7' } }), wire.body);
      socket.end();
      return wire.status;
    case 'duplicate-answer':
      await written(socket, rawHead(wire), wire.body, rawHead(wire), wire.body);
      return wire.status;
    case 'drip':
      return drip({ response, wire, fault, signal });
    case 'huge-json':
      return pour({ response, bytes: fault.size ?? 1_073_741_824, signal });
    default:
      await send(response, wire);
      return wire.status;
  }
}

async function drip(of: { response: ServerResponse; wire: Wire; fault: Fault; signal: AbortSignal }): Promise<number> {
  const { response, wire, fault, signal } = of;
  response.writeHead(wire.status, wire.headers);
  const piece = Math.max(1, Math.ceil(wire.body.length / 200));
  for (let at = 0; at < wire.body.length && !response.destroyed; at += piece) {
    response.write(wire.body.subarray(at, at + piece));
    await sleep(fault.delayMs ?? 20, undefined, { signal });
  }
  response.end();
  return wire.status;
}

/** A list that goes on for so many bytes, sent no faster than it is taken. */
async function pour(of: { response: ServerResponse; bytes: number; signal: AbortSignal }): Promise<number> {
  const { response, bytes, signal } = of;
  const piece = Buffer.from(`"${'x'.repeat(65_532)}",\n`);
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  response.write('[');
  for (let sent = 0; sent < bytes && !response.destroyed && !signal.aborted; sent += piece.length) {
    if (!response.write(piece)) await drained(response);
  }
  response.end('""]');
  return 200;
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });

const untilClosed = (socket: Socket, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    socket.once('close', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

async function written(socket: Socket, ...pieces: (string | Buffer)[]): Promise<void> {
  for (const piece of pieces) await new Promise<void>((resolve) => socket.write(piece, () => resolve()));
}
