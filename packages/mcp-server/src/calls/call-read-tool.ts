import type { Json, ReadResult } from '@fes-assistant/protocol';
import { parseCall, type ReadTool } from '@fes-assistant/tools';
import type { ConnectionDesk } from '../connections/connection-desk.ts';
import { readAnswer } from './answers.ts';
import type { CallAnswer, ToolCall } from './tool-call.ts';
import type { Turnstile } from './turnstile.ts';

export interface ReadParts {
  connections: ConnectionDesk;
  turnstile: Turnstile;
}

/** Runs a read on the deployment that the request names; the model only ever chose which side. */
export async function callReadTool(tool: ReadTool, call: ToolCall, parts: ReadParts): Promise<CallAnswer> {
  const { input, side } = parseCall(tool, { args: call.args, mode: call.mode });
  const { sisense, deployment } = await parts.connections.open(call.headers, side ?? 'only');
  const progress = call.progress ?? (() => undefined);
  const outcome = await parts.turnstile.pass({ key: deployment, signal: call.signal }, () =>
    tool.run(input, { sisense, signal: call.signal, progress }),
  );
  return readAnswer(resultOf(tool, outcome));
}

function resultOf(tool: ReadTool, outcome: Awaited<ReturnType<ReadTool['run']>>): ReadResult {
  const notes = outcome.notes === undefined || outcome.notes.length === 0 ? {} : { notes: outcome.notes };
  if ('rows' in outcome) {
    return { rows: outcome.rows, columns: tool.columns, total: outcome.rows.length, ...notes };
  }
  return { item: outcome.item as Json, columns: tool.columns, total: 1, ...notes };
}
