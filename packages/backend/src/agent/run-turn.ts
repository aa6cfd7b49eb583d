import type { FailureCode, Operation, ToolManifest } from '@fes-assistant/protocol';
import type { OperationRecord } from '../conversations/conversations.ts';
import type { Caller } from '../tool-server/tool-server.ts';
import { ToolServerError } from '../tool-server/tool-server.ts';
import { type Budget, BudgetSpent, type Caps, createBudget, defaultCaps } from './budget.ts';
import { createToolbox, type Toolbox } from './choose-tools.ts';
import { messagesFor, summarizationOf } from './disclosure.ts';
import { functionName } from './function-name.ts';
import { localTools } from './local-tools.ts';
import { type ModelAnswer, ModelFailure } from './models/model.ts';
import { systemPrompt } from './prompt.ts';
import { runCall } from './run-call.ts';
import { createTurnLog, type TurnLog } from './turn-log.ts';
import type { StartTurn, TurnsOptions } from './turns.ts';

interface RunTurn extends TurnsOptions {
  request: StartTurn & { by: 'person' | 'outcome' };
  turn: string;
  signal: AbortSignal;
  caller: Caller;
  /** Called when the turn is on disk. */
  begun: () => void;
  follow: (record: OperationRecord, operation: Operation) => void;
  caps?: Caps;
}

/** What the parts of one running turn share. */
export interface RunningTurn extends RunTurn {
  log: TurnLog;
  budget: Budget;
  toolbox: Toolbox;
  tools: ToolManifest[];
  findTool: (name: string) => ToolManifest | undefined;
  /** Whether the model may see Sisense data: at the start of the turn and still. */
  mayDisclose: () => boolean;
  /** Where what goes wrong before a call exists is remembered for the model. */
  calls: { made: number };
}

/** Plan, call, look, and again, until the question is answered, a change waits for a person, or a cap is reached. */
export async function runTurn(run: RunTurn): Promise<void> {
  const { conversations, request, turn, settings } = run;
  const { conversation, person, text, by } = request;
  const allowedNow = (): boolean => summarizationOf(settings.privacy, person.allowSummarization).allowed;
  const disclosed = allowedNow();
  const folded = await conversations.fold(conversation);
  const log = createTurnLog({ conversations, conversation, folded });
  await log.write({ type: 'turn-started', turn, text, by, disclosed });
  await log.write({ type: 'status', turn, phase: 'started' });
  run.begun();
  let cancelled = false;
  try {
    const running = await prepare(run, { log, mayDisclose: () => disclosed && allowedNow() });
    await loop(running);
  } catch (error) {
    cancelled = run.signal.aborted;
    if (!cancelled) await log.write({ type: 'turn-failed', turn, failure: failureOf(error, run) });
  }
  await log.write({ type: 'status', turn, phase: cancelled ? 'cancelled' : 'completed' });
  await log.write({ type: 'turn-ended', turn, cancelled });
  const ended = log.now().turns.find(({ id }) => id === turn);
  const tools = ended?.tools.map(({ tool, state }) => `${tool} ${state}`);
  run.logger.info({ conversation, turn, state: ended?.state, tools }, 'A turn ended.');
}

async function prepare(run: RunTurn, own: Pick<RunningTurn, 'log' | 'mayDisclose'>): Promise<RunningTurn> {
  const { tools: listed } = await run.catalogues.of(run.request.mode);
  const tools = [...listed, ...localTools];
  const byName = new Map(tools.flatMap((tool) => [[tool.id, tool] as const, [functionName(tool), tool] as const]));
  return {
    ...run,
    ...own,
    tools,
    findTool: (name) => byName.get(name),
    budget: createBudget(run.caps ?? defaultCaps, run.now),
    toolbox: createToolbox({ tools, most: run.settings.llm.maxTools, ask: run.request.text, past: own.log.now() }),
    calls: { made: 0 },
  };
}

async function loop(running: RunningTurn): Promise<void> {
  const { log, turn, budget, signal } = running;
  for (let step = 0; ; step++) {
    signal.throwIfAborted();
    budget.takeStep();
    await log.write({ type: 'status', turn, phase: step === 0 ? 'planning' : 'summarizing' });
    const answer = await askModel(running);
    budget.takeTokens(answer.tokens ?? 0);
    signal.throwIfAborted();
    if (answer.text !== '') {
      await log.write({ type: 'text', turn, text: answer.text, writtenBy: running.model.writtenBy });
    }
    if (answer.question) {
      await log.write({ type: 'question', turn, ...answer.question });
      return;
    }
    if (answer.calls.length === 0) {
      if (answer.text === '' && running.request.by === 'person')
        throw new ModelFailure('unexpected-answer', 'The language model answered nothing. Ask again.');
      return;
    }
    await log.write({ type: 'status', turn, phase: 'executing_tools' });
    if (await runCalls(running, answer)) return;
  }
}

/** Whether a change waits for a person now: then the turn is over. */
async function runCalls(running: RunningTurn, { calls }: ModelAnswer): Promise<boolean> {
  let waits = false;
  for (const call of calls) {
    running.signal.throwIfAborted();
    running.budget.takeToolCall();
    waits = (await runCall(running, call)) === 'waits' || waits;
  }
  return waits;
}

function askModel(running: RunningTurn): Promise<ModelAnswer> {
  const { log, mayDisclose, findTool, toolbox, model, signal, now } = running;
  const allowed = mayDisclose();
  const { mode } = running.request;
  return model.next({
    mode,
    system: systemPrompt({ mode, allowed, today: now() }),
    messages: messagesFor({ conversation: log.now(), allowed, findTool, nameOf: (id) => id.replaceAll('.', '_') }),
    tools: toolbox.offered(),
    today: now(),
    signal,
  });
}

function failureOf(
  error: unknown,
  { logger }: RunTurn,
): { code: FailureCode; message: string; fixableBy: 'asker' | 'operator' | 'us' } {
  if (error instanceof BudgetSpent) return { code: 'refused', message: error.message, fixableBy: 'asker' };
  if (error instanceof ModelFailure) return { code: error.code, message: error.message, fixableBy: 'operator' };
  if (error instanceof ToolServerError) return error.failure;
  logger.error({ err: error }, 'A turn failed with an error of ours.');
  return {
    code: 'bug',
    message: 'This failed because of an error in the assistant. It is in the log.',
    fixableBy: 'us',
  };
}
