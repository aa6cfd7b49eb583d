import type { Mode } from '@fes-assistant/protocol';
import type { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { Tool } from '../tool.ts';
import { fitting } from './fitting.ts';
import { nearestName } from './nearest-name.ts';
import { credentialSentence, isCredentialName, secretPaths, secretSentence } from './refused-arguments.ts';
import { zodSentence } from './zod-sentence.ts';

export interface ParsedCall {
  /** Fits the tool's `input`, defaults filled in. */
  input: Record<string, unknown>;
  /** Given for reads in migration mode. */
  side?: 'source' | 'target';
}

/** The one place where the arguments of a call are checked. Throws a {@link Refusal} whose sentence says what to change. */
export function parseCall(tool: Tool, call: { args: unknown; mode: Mode }): ParsedCall {
  const { side, rest } = takeSide(tool, { args: asObject(tool, call.args), mode: call.mode });
  const named = withoutAliases(tool, rest);
  refuseCredentials(tool, named);
  refuseSecrets(tool, named);
  refuseUnknown(tool, named);
  const input = fit(tool, named);
  return side === undefined ? { input } : { input, side };
}

/** {@link parseCall} for chat mode. */
export function parseInput(tool: Tool, args: unknown): Record<string, unknown> {
  return parseCall(tool, { args, mode: 'chat' }).input;
}

function asObject(tool: Tool, args: unknown): Record<string, unknown> {
  if (args === undefined || args === null) return {};
  if (typeof args === 'object' && !Array.isArray(args)) return { ...args };
  throw new Refusal(`The arguments of ${tool.id} must be an object.`, 'invalid');
}

function takeSide(tool: Tool, { args, mode }: { args: Record<string, unknown>; mode: Mode }) {
  if (mode !== 'migration' || tool.effect !== 'read') return { rest: args };
  const { side, ...rest } = args;
  if (side !== 'source' && side !== 'target') {
    throw new Refusal(`Say which deployment ${tool.id} should read: "side" is "source" or "target".`, 'invalid');
  }
  return { side, rest } as const;
}

function withoutAliases(tool: Tool, args: Record<string, unknown>): Record<string, unknown> {
  const named = { ...args };
  for (const [old, name] of Object.entries(tool.aliases ?? {})) {
    if (!(old in named) || old in tool.input.shape) continue;
    if (named[name] !== undefined && named[name] !== named[old]) {
      throw new Refusal(`"${old}" is an older name of "${name}": give only "${name}".`, 'invalid');
    }
    named[name] = named[old];
    delete named[old];
  }
  return named;
}

function refuseCredentials(tool: Tool, args: Record<string, unknown>): void {
  const credentials = Object.keys(args).filter((name) => isCredentialName(name) && !(name in tool.input.shape));
  if (credentials.length > 0) throw new Refusal(`${credentialSentence} (${credentials.join(', ')}).`);
}

function refuseUnknown(tool: Tool, args: Record<string, unknown>): void {
  const known = Object.keys(tool.input.shape);
  const unknown = Object.keys(args).filter((name) => !known.includes(name));
  const [first] = unknown;
  if (first === undefined) return;
  const near = nearestName(first, known);
  const given = JSON.stringify(first.slice(0, 80));
  const takes = known.length === 0 ? 'It takes none' : `It takes: ${known.join(', ')}`;
  const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
  throw new Refusal(`${tool.id} has no argument ${given}.${hint} ${takes}.`, 'invalid');
}

function refuseSecrets(tool: Tool, args: Record<string, unknown>): void {
  const paths = secretPaths(args);
  if (paths.length === 0) return;
  const why = tool.effect === 'change' ? secretSentence : 'A secret is never taken from a call: leave it out';
  throw new Refusal(`${why} (${paths.join(', ')}).`);
}

function fit(tool: Tool, args: Record<string, unknown>): Record<string, unknown> {
  const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null && value !== undefined));
  const first = fitting(tool.input, given);
  if (first.success) return first.data;
  const second = fitting(tool.input, mended(given, first.error.issues));
  if (second.success) return second.data;
  const sentence = zodSentence(first.error);
  throw new Refusal(`${tool.id} cannot run: ${sentence}`, 'invalid');
}

/** Models write `"20"` for 20, `"[\"a\"]"` for a list, `"full"` for `FULL` and `null` for nothing: what was meant is read. */
function mended(args: Record<string, unknown>, issues: readonly z.core.$ZodIssue[]): Record<string, unknown> {
  const read = structuredClone(args);
  for (const issue of issues) {
    const place = placeOf(read, issue.path);
    if (place === undefined) continue;
    const { holder, key, value } = place;
    if (value === null) delete holder[key];
    if (typeof value !== 'string') continue;
    const word = issue.code === 'invalid_value' ? wordLike(value, issue.values) : undefined;
    if (word !== undefined) holder[key] = word;
    else if (issue.path.length === 1) holder[key] = jsonIn(value);
  }
  return read;
}

/** Where the value lies that an issue is about. */
function placeOf(args: Record<string, unknown>, path: readonly PropertyKey[]) {
  let holder: unknown = args;
  for (const part of path.slice(0, -1)) holder = memberOf(holder, part);
  const key = path.at(-1);
  if (key === undefined || holder === null || typeof holder !== 'object') return undefined;
  return { holder: holder as Record<PropertyKey, unknown>, key, value: memberOf(holder, key) };
}

function memberOf(holder: unknown, key: PropertyKey): unknown {
  if (holder === null || typeof holder !== 'object' || !Object.hasOwn(holder, key)) return undefined;
  return (holder as Record<PropertyKey, unknown>)[key];
}

function wordLike(text: string, words: readonly unknown[]): unknown {
  const wanted = text.trim().toLowerCase();
  return words.find((word) => typeof word === 'string' && word.toLowerCase() === wanted);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
