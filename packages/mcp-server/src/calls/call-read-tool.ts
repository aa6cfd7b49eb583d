import type { Json, ReadResult } from '@fes-assistant/protocol';
import { parseCall, type ReadTool } from '@fes-assistant/tools';
import type { ConnectionDesk } from '../connections/connection-desk.ts';
import type { OpenConnection } from '../connections/connection-pool.ts';
import { itemResult, keepRows, type RowsToKeep, rowsPage } from '../results/kept-answer.ts';
import type { ResultStore } from '../results/result-store.ts';
import { readAnswer } from './answers.ts';
import type { CallAnswer, CallOf } from './tool-call.ts';
import type { Turnstile } from './turnstile.ts';

export interface ReadParts {
  connections: ConnectionDesk;
  turnstile: Turnstile;
  results: ResultStore;
}

/** Runs a read on the deployment that the request names; the model only ever chose which side. */
export async function callReadTool({ tool, call }: CallOf<ReadTool>, parts: ReadParts): Promise<CallAnswer> {
  const { input, side = 'only' } = parseCall(tool, { args: call.args, mode: call.mode });
  const connection = await parts.connections.open(call.headers, side);
  const { sisense, deployment } = connection;
  const progress = call.progress ?? (() => undefined);
  const outcome = await parts.turnstile.pass({ key: deployment, signal: call.signal }, () =>
    tool.run(input, { sisense, signal: call.signal, progress }),
  );
  if ('item' in outcome) {
    const { item, notes = [] } = outcome;
    return readAnswer(itemResult({ item: item as Json, columns: tool.columns, notes }));
  }
  const origin = { tool: tool.id, args: call.args as Json };
  const rows = { ...outcome, columns: tool.columns };
  return readAnswer(await kept(rows, { connection, side, results: parts.results, principal: call.principal, origin }));
}

interface Keep {
  connection: OpenConnection;
  side: 'only' | 'source' | 'target';
  results: ResultStore;
  principal: string;
  origin: { tool: string; args: Json };
}

/** Names the result where it can be said whose it is; a deployment that does not tell who is logged in gets no name. */
async function kept(rows: RowsToKeep, { connection, side, results, principal, origin }: Keep): Promise<ReadResult> {
  const live = await connection.identify(side).catch(() => undefined);
  if (!live || rows.rows.length === 0) return rowsPage(rows, undefined);
  return keepRows(rows, { results, principal, fingerprint: live.identity.fingerprint, origin });
}
