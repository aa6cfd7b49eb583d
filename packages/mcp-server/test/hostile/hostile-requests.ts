import type { HostileRequest, KnownThings, SoundRequest } from './hostile-request.ts';
import { hostileKey, hostileText, hostileValue } from './hostile-values.ts';
import type { Random } from './random.ts';
import { soundRequest } from './sound-requests.ts';

const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const encoder = new TextEncoder();

/** The request that a seed stands for: a sound one with a few things wrong, in its members, text, bytes or headers. */
export function hostileRequest(random: Random, known: KnownThings): HostileRequest {
  const sound = soundRequest(random, known);
  const changed = structuredClone(sound);
  const times = random.pick([0, 0, 1, 1, 1, 2, 3]);
  for (let time = 0; time < times; time += 1) spoilMembers(random, changed.message);
  if (random.chance(0.15)) spoilHeaders(random, changed.headers);
  const message = random.chance(0.06) ? batch(random, { changed, known }) : changed.message;
  const text = random.chance(0.12) ? spoilText(random, JSON.stringify(message)) : JSON.stringify(message);
  const body = random.chance(0.04) ? spoilBytes(random, encoder.encode(text)) : text;
  const method = random.chance(0.02) ? random.pick(['GET', 'DELETE', 'PUT', 'HEAD', 'OPTIONS', 'PATCH']) : 'POST';
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return { method, headers: { ...json, ...changed.headers }, body: hasBody ? body : undefined };
}

function batch(random: Random, { changed, known }: { changed: SoundRequest; known: KnownThings }): unknown {
  const length = random.pick([0, 1, 2, 3, 120]);
  const others = Array.from({ length: Math.max(length - 1, 0) }, () =>
    random.chance(0.2) ? hostileValue(random) : soundRequest(random, known).message,
  );
  return length === 0 ? [] : [...others, changed.message];
}

type Branch = Record<string, unknown> | unknown[];

/** Changes one member, somewhere. */
function spoilMembers(random: Random, message: Record<string, unknown>): void {
  const branches = branchesOf(message);
  const branch = random.pick(branches);
  const keys = Object.keys(branch);
  const key = random.pick(keys.length === 0 ? ['0'] : keys);
  const target = branch as Record<string, unknown>;
  switch (random.below(6)) {
    case 0:
      delete target[key];
      break;
    case 1:
      if (Array.isArray(branch)) branch.push(hostileValue(random));
      else define(target, hostileKey(random), hostileValue(random));
      break;
    case 2:
      define(target, key, [target[key]]);
      break;
    case 3:
      define(target, key, otherCase(random, target[key]));
      break;
    default:
      define(target, key, hostileValue(random));
  }
}

/** As parsing does it: also `__proto__` becomes a member like any other. */
function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function branchesOf(root: Branch): Branch[] {
  const found: Branch[] = [root];
  for (let at = 0; at < found.length && found.length < 50; at += 1) {
    const children = Object.values(found[at] ?? {});
    found.push(...children.filter((value): value is Branch => typeof value === 'object' && value !== null));
  }
  return found;
}

function otherCase(random: Random, value: unknown): unknown {
  if (typeof value !== 'string') return JSON.stringify(value) ?? null;
  return random.pick([
    value.toUpperCase(),
    ` ${value}`,
    `${value}\n`,
    value.replace('_', '.'),
    value.replace('a', 'а'),
    value.normalize('NFD'),
    `${value}/../${value}`,
    value + hostileText(random),
  ]);
}

const headerNames = [
  'accept',
  'content-type',
  'mcp-protocol-version',
  'mcp-method',
  'mcp-name',
  'mcp-session-id',
  'last-event-id',
  'fes-connection',
  'fes-source',
  'fes-target',
  'fes-connection-name',
  'fes-principal',
  'authorization',
];
const headerValues = [
  '',
  'x',
  '*/*',
  'text/plain',
  'application/json',
  'text/event-stream',
  'tools/call',
  'access_drop_box',
  '2026-07-28',
  '2025-11-25',
  '2024-10-07',
  '9999-99-99',
  'Bearer x',
  'Basic eDp4',
  'e30',
  '%%%',
  '=?base64?AA==?=',
  '=?base64?%%%?=',
  'a'.repeat(9_000),
  '\u00e9\u00ff',
];

function spoilHeaders(random: Random, headers: Record<string, string>): void {
  const name = random.pick(headerNames);
  if (random.chance(0.3)) delete headers[name];
  else headers[name] = random.pick(headerValues);
}

const wrappings: ((text: string) => string)[] = [
  (text) => `\uFEFF${text}`,
  (text) => `${text}\0`,
  (text) => `${text}${text}`,
  (text) => `${text},`,
  (text) => `/**/${text}`,
  (text) => text.replaceAll('"', "'"),
  (text) => ' '.repeat(5_000) + text,
  (text) => text.replace('{', '{"method":"tools/call","method":"ping",'),
  (text) => text.replace('{', '{"__proto__":{"method":"tools/call"},'),
  (text) => text.replace(/"id":\d+/, '"id":1e400'),
  (text) => text.replace(/"id":\d+/, '"id":123456789012345678901234567890'),
  (text) => text.replace(/"id":\d+/, '"id":01'),
  (text) => text.replace(/"id":\d+/, '"id":1.5'),
  (text) => text.replace('"params":{', '"params":{"a":'.concat('['.repeat(20_000), ']'.repeat(20_000), ',')),
  (text) => '['.repeat(100_000) + text,
  (text) => text.replaceAll('a', '\\u0061'),
  (text) => text.replaceAll('a', '\\ud800'),
  (text) => text.replace('"2.0"', '2.0'),
  (text) => JSON.stringify(text),
  () => '',
  () => 'null',
  () => '{}',
  () => '"',
];

function spoilText(random: Random, text: string): string {
  if (random.chance(0.3)) return text.slice(0, random.below(text.length));
  return random.pick(wrappings)(text);
}

function spoilBytes(random: Random, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const spoiled = bytes.slice();
  const times = 1 + random.below(4);
  for (let time = 0; time < times; time += 1) spoiled[random.below(spoiled.length)] = random.below(256);
  return spoiled;
}
