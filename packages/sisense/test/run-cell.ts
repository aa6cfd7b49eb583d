import { SisenseError } from '../src/errors.ts';
import type { CallsOptions } from '../src/http/call-options.ts';
import { Calls } from '../src/http/calls.ts';
import { type Cell, type CellServer, cellClock, positions } from './cells.ts';
import { type Fault, faults } from './fault-kinds.ts';
import { sampleAnswer } from './sample-answer.ts';
import { sampleInput } from './sample-input.ts';
import { raw } from './server.ts';

export interface CellResult {
  /** What was not as it must be, in words; empty when all was. */
  problems: string[];
  /** Changes that were sent more than once. */
  sentAgain: number;
}

/** Canaries begin all secrets here. */
const token = 'canary-token-0123456789';
const hangMs = 90_000;
const small = { answerBytes: 20_000, largeAnswerBytes: 20_000, streamBytes: 20_000, values: 1000, largeValues: 1000 };
const quickAnswer = { headersMs: 2500, largeHeadersMs: 2500, idleBodyMs: 2500 };
const oneSlot = { inFlight: 1, changesInFlight: 1 };

/** Three calls on one client, one of them under a fault: that one ends as it must, the others well. */
export async function runCell(server: CellServer, cell: Cell, name: string): Promise<CellResult> {
  const { kind, endpoint, position } = cell;
  const fault = faults[kind] ?? {};
  const served = server.open(name);
  const good = raw(200, sampleAnswer(endpoint), fault.lookup ? { connection: 'close' } : {});
  let isFaulty = false;
  const lookup: CallsOptions['lookup'] = (host, options, callback) =>
    isFaulty && fault.lookup
      ? fault.lookup(host, options, callback)
      : callback(null, [{ address: '127.0.0.1', family: 4 }]);
  const limits = { ...small, ...quick(cell), ...oneSlot, depth: 100 };
  const calls = new Calls({ origin: served.origin, token, lookup, limits, clock: cellClock(deadlineOf(cell, fault)) });
  const result: CellResult = { problems: [], sentAgain: 0 };
  for (const at of positions.keys()) {
    isFaulty = positions[at] === position;
    served.reply = (isFaulty ? fault.reply : undefined) ?? good;
    served.asked.length = 0;
    const ended = await endOf(calls.call(endpoint, sampleInput(endpoint) as never));
    const sent = served.asked.length;
    const problems = isFaulty ? judge(ended, { cell, fault, sent }) : judgeGood(ended);
    result.problems.push(...problems.map((what) => `${endpoint.id}, ${kind}, ${position}, call ${at + 1}: ${what}`));
    if (endpoint.effect === 'change' && sent > 1) result.sentAgain += 1;
  }
  await calls.close();
  return result;
}

const isNotMade = ({ kind }: Cell) => kind === 'connection not made in time';

/** Whether a cell ends because something did not come in time. */
export function isSlow(cell: Cell): boolean {
  return isNotMade(cell) || (faults[cell.kind]?.code === 'timeout' && cell.kind !== '408');
}

function quick(cell: Cell) {
  if (!isSlow(cell)) return {};
  return isNotMade(cell) ? { connectMs: 1000 } : quickAnswer;
}

/** A body that never ends, and a change that is never answered, are ended by the deadline alone. */
function deadlineOf({ kind, endpoint }: Cell, fault: Fault): number {
  const isEndedByIt = kind === 'body that drips for ever' || (endpoint.effect === 'change' && fault.code === 'timeout');
  return isEndedByIt ? 4000 : 60_000;
}

type End = { value: unknown } | { error: unknown } | 'hangs';

async function endOf(called: Promise<unknown>): Promise<End> {
  const given = new Promise<End>((resolve) => setTimeout(resolve, hangMs, 'hangs').unref());
  const settled = called.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  return Promise.race([settled, given]);
}

function judgeGood(end: End): string[] {
  if (end === 'hangs') return ['hangs'];
  return 'error' in end ? [`failed though nothing was wrong any more: ${String(end.error)}`] : [];
}

function judge(end: End, { cell, fault, sent }: { cell: Cell; fault: Fault; sent: number }): string[] {
  if (end === 'hangs') return ['hangs'];
  if ('value' in end) return [`answered ${JSON.stringify(end.value)?.slice(0, 100)}`];
  const { error } = end;
  if (!(error instanceof SisenseError)) return [`threw ${String(error)}`];
  const { endpoint } = cell;
  const isChange = endpoint.effect === 'change';
  const tries = isChange ? 1 : ((endpoint.large ? fault.triesOfLarge : undefined) ?? fault.tries ?? 1);
  const wanted: [string, unknown, unknown][] = [
    ['code', error.code, fault.code],
    ['endpoint', error.details.request.endpoint, endpoint.id],
    ['may have happened', error.details.mayHaveHappened, isChange && !fault.refused],
    ['requests', sent, fault.lookup ? 0 : tries],
    ['secrets', secretsIn(error), []],
  ];
  return wanted
    .filter(([, got, asked]) => JSON.stringify(got) !== JSON.stringify(asked))
    .map(([what, got, asked]) => `${what}: ${JSON.stringify(got)} for ${JSON.stringify(asked)}; ${error.message}`);
}

function secretsIn(error: SisenseError): string[] {
  const { cause } = error.details;
  const causes = cause instanceof Error ? [cause.message, cause.stack, JSON.stringify(cause)] : [cause];
  const text = JSON.stringify([error.message, error.details, error.stack, ...causes]);
  return [...text.matchAll(/canary-\w+/g)].map(([found]) => found);
}
