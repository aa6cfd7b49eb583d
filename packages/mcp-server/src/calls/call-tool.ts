import type { Mode } from '@fes-assistant/protocol';
import type { Logger } from '@fes-assistant/runtime';
import { type Catalog, explain, isOffered, type ListSettings, type ReadTool, type Tool } from '@fes-assistant/tools';
import { refuseWithoutScope, type Scope, scopesFor } from '../callers/scopes.ts';
import type { OwnTool } from '../operation-tools/own-tool.ts';
import { hasReferences, resolveReferences } from '../results/references.ts';
import type { SecretReads } from '../secret-reads/secret-reads.ts';
import { failureAnswer } from './answers.ts';
import { callChangeTool } from './call-change-tool.ts';
import { callReadTool, type ReadParts } from './call-read-tool.ts';
import type { ChangeParts } from './change-parts.ts';
import type { CallAnswer, CallOf, ToolCall } from './tool-call.ts';

export interface CallParts extends ReadParts, ChangeParts {
  catalog: Catalog;
  ownTools: OwnTool[];
  secretReads: SecretReads;
  listSettings: Omit<ListSettings, 'mode' | 'tools'>;
  logger: Logger;
}

/**
 * Answers one call. A tool that is not offered under these settings and in this mode is unknown, under every name; whatever
 * goes wrong becomes a result with a sentence of ours.
 */
export async function callTool(
  { name, call }: { name: string; call: ToolCall },
  parts: CallParts,
): Promise<CallAnswer | undefined> {
  const found = findTool({ name, mode: call.mode }, parts);
  if (!found) return undefined;
  try {
    refuseWithoutScope(call.scopes, found.needed);
    if ('own' in found) return await found.own.call(call);
    return await callCatalogTool({ tool: found.tool, call: await withValues(call, parts) }, parts);
  } catch (error) {
    const failure = explain(error);
    if (failure.code === 'bug') parts.logger.error({ err: error, tool: name }, 'A tool call failed unexpectedly');
    return failureAnswer(failure);
  }
}

type FoundTool = { needed: readonly Scope[] } & ({ own: OwnTool } | { tool: Tool });

/** The tool of a name, if it is offered, with the scopes of which a call needs one. */
export function findTool({ name, mode }: { name: string; mode: Mode }, parts: CallParts): FoundTool | undefined {
  const own = parts.ownTools.find(({ id }) => id === name || id.replaceAll('.', '_') === name);
  if (own) return { own, needed: scopesFor(own.manifest) };
  const tool = parts.catalog.findTool(name);
  if (!tool || !isOffered(tool, { ...parts.listSettings, mode })) return undefined;
  return { tool, needed: scopesFor(tool) };
}

/** Puts values in the place of references to earlier results of the same person on the same deployments. */
async function withValues(call: ToolCall, { connections, results }: CallParts): Promise<ToolCall> {
  if (!hasReferences(call.args)) return call;
  const live = await connections.identifyIfAny(call.headers);
  const fingerprints = live.map(({ identity }) => identity.fingerprint);
  const holder = { principal: call.principal, fingerprints };
  return { ...call, args: resolveReferences(call.args, { results, holder }) };
}

function callCatalogTool({ tool, call }: CallOf<Tool>, parts: CallParts): Promise<CallAnswer> {
  if (tool.effect === 'change') return callChangeTool({ tool, call }, parts);
  if (tool.secretResult || isLeftToPerson(tool, call))
    return callChangeTool({ tool: parts.secretReads.asChange(tool), call }, parts);
  return callReadTool({ tool, call }, parts);
}

/** Whether a call leaves out what may be a secret, so that the person who approves types it. */
function isLeftToPerson({ secretInput }: ReadTool, { args, mode }: ToolCall): boolean {
  if (secretInput === undefined || mode !== 'chat') return false;
  let value: unknown = args;
  for (const name of secretInput.at) {
    value = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined;
  }
  return value === undefined || value === null;
}
