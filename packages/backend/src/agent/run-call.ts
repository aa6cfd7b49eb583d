import type { Json, ToolFailure, ToolManifest } from '@fes-assistant/protocol';
import type { CallOutcome } from '../tool-server/tool-server.ts';
import { pagesTool, runLocalTool } from './local-tools.ts';
import type { ModelCall } from './models/model.ts';
import { BrokenReference, resolveReferences } from './references.ts';
import type { RunningTurn } from './run-turn.ts';

/** Runs one call that a model wants, and writes down what came of it. Unknown tools and unreadable arguments are refused. */
export async function runCall(running: RunningTurn, wanted: ModelCall): Promise<'answered' | 'waits'> {
  const { log, turn, calls } = running;
  calls.made += 1;
  const call = `${turn}-${calls.made}`;
  const tool = running.findTool(wanted.name);
  const prepared = prepare(running, { tool, wanted });
  await log.write({
    type: 'tool-called',
    turn,
    call,
    tool: tool?.id ?? wanted.name.slice(0, 100),
    title: tool?.title ?? 'Unknown tool',
    arguments: 'failure' in prepared ? wanted.arguments : prepared.arguments,
    ...('failure' in prepared || prepared.arguments === wanted.arguments ? {} : { given: wanted.arguments }),
  });
  if ('failure' in prepared) return fail(running, { call, tool: wanted.name.slice(0, 100), failure: prepared.failure });
  const started = running.now().getTime();
  const outcome = await perform(running, { call, ...prepared });
  const milliseconds = running.now().getTime() - started;
  running.budget.forgive(milliseconds);
  return record(running, { call, tool: prepared.tool, outcome, seconds: milliseconds / 1000 });
}

type Prepared = { tool: ToolManifest; arguments: Record<string, Json> } | { failure: ToolFailure };

function prepare(
  { log }: RunningTurn,
  { tool, wanted }: { tool: ToolManifest | undefined; wanted: ModelCall },
): Prepared {
  if (!tool) return refused('unknown-tool', 'There is no such tool; nothing was run.');
  if (wanted.malformed) return refused('invalid', 'The arguments could not be read; nothing was run.');
  try {
    const resolved = resolveReferences(wanted.arguments, log.now()) as Record<string, Json>;
    const same = JSON.stringify(resolved) === JSON.stringify(wanted.arguments);
    const args = same ? wanted.arguments : resolved;
    const failure = misfit(tool, args);
    return failure ? { failure } : { tool, arguments: args };
  } catch (error) {
    if (error instanceof BrokenReference) return refused('invalid', error.message);
    throw error;
  }
}

/** What can be seen without the tool server: arguments that do not exist, and ones that are missing. */
function misfit({ inputSchema, id }: ToolManifest, args: Record<string, Json>): ToolFailure | undefined {
  const { properties, required, additionalProperties } = inputSchema;
  const known = isObject(properties) ? Object.keys(properties) : [];
  const missing = (Array.isArray(required) ? required : []).filter((name) => !(String(name) in args));
  if (missing.length > 0) return refused('invalid', `${id} needs ${missing.join(', ')}.`).failure;
  if (additionalProperties !== false || !isObject(properties)) return undefined;
  const unknown = Object.keys(args).filter((name) => !known.includes(name));
  if (unknown.length === 0) return undefined;
  return refused('invalid', `${id} takes no ${unknown.join(', ')}; it takes ${known.join(', ') || 'no arguments'}.`)
    .failure;
}

function isObject(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(code: 'unknown-tool' | 'invalid', message: string): { failure: ToolFailure } {
  return { failure: { code, message, fixableBy: 'asker' } };
}

async function perform(
  running: RunningTurn,
  { call, tool, arguments: args }: { call: string; tool: ToolManifest; arguments: Record<string, Json> },
): Promise<CallOutcome> {
  const local = runLocalTool(running, { tool, args });
  if (local) return local;
  const { log, turn, toolServer, caller, signal } = running;
  let writing: Promise<unknown> = Promise.resolve();
  const outcome = await toolServer.call({
    tool,
    arguments: args,
    caller,
    signal,
    onProgress: (progress) => {
      if (progress.message === '') return;
      writing = writing.then(() => log.write({ type: 'progress', turn, call, ...progress }));
    },
  });
  await writing;
  return outcome.kind === 'result' ? wholeResult(running, outcome) : outcome;
}

const mostRows = 50_000;

/** A long result comes in pages: the others are fetched too, so that what is counted and sorted here is all of it. */
async function wholeResult(
  { toolServer, caller, signal }: RunningTurn,
  first: Extract<CallOutcome, { kind: 'result' }>,
): Promise<CallOutcome> {
  if (!('rows' in first.result) || first.result.nextCursor === undefined) return first;
  const { nextCursor, notes = [], ...whole } = first.result;
  const rows = [...whole.rows];
  let cursor: string | undefined = nextCursor;
  while (cursor !== undefined && rows.length < mostRows) {
    const page = await toolServer.call({
      tool: pagesTool,
      arguments: { result: cursor },
      caller,
      signal,
      onProgress: () => {},
    });
    if (page.kind !== 'result' || !('rows' in page.result)) return first;
    rows.push(...page.result.rows);
    cursor = page.result.nextCursor;
  }
  const told = notes.filter((note) => !note.includes('results.rows'));
  const cut = cursor === undefined ? [] : [`Only the first ${rows.length} of ${whole.total} rows were fetched.`];
  return { kind: 'result', result: { ...whole, rows, notes: [...told, ...cut] } };
}

async function record(
  running: RunningTurn,
  { call, tool, outcome, seconds }: { call: string; tool: ToolManifest; outcome: CallOutcome; seconds: number },
): Promise<'answered' | 'waits'> {
  const { log, turn, conversations, request } = running;
  const basics = { turn, call, tool: tool.id };
  if (outcome.kind === 'failed') return fail(running, { ...basics, failure: outcome.failure });
  if (outcome.kind === 'result') {
    await log.write({ type: 'tool-result', ...basics, result: outcome.result, seconds });
    return 'answered';
  }
  const { operation, approvalUrl } = outcome;
  const { conversation } = request;
  const row = { id: operation.id, conversation, turn, call, tool: tool.id, approval_url: approvalUrl };
  await conversations.recordOperation(row);
  await log.write({ type: 'approval-needed', ...basics, operation, approvalUrl });
  running.follow(row, operation);
  return operation.state === 'proposed' ? 'waits' : 'answered';
}

async function fail(
  { log, turn }: RunningTurn,
  { call, tool, failure }: { call: string; tool: string; failure: ToolFailure },
): Promise<'answered'> {
  await log.write({ type: 'tool-failed', turn, call, tool, failure });
  return 'answered';
}
