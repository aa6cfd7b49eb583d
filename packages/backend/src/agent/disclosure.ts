import {
  type Conversation,
  type Json,
  type Operation,
  type ReadResult,
  type Row,
  type SessionInfo,
  type ToolFailure,
  type ToolManifest,
  type ToolUse,
  type Turn,
  visibleText,
} from '@fes-assistant/protocol';
import type { Disclosed } from './disclosed.ts';
import type { ModelMessage } from './models/model.ts';
import { handleOf } from './references.ts';

interface PrivacySettings {
  /** `ALLOW_SUMMARIZATION`. */
  summarization: boolean;
  /** `FES_ALLOW_SUMMARIZATION_TOGGLE`. */
  summarizationToggle: boolean;
}

/** The operator's kill switch AND the operator's toggle AND the person's choice; and why a person cannot change it. */
export function summarizationOf(settings: PrivacySettings, chosen: boolean): SessionInfo['summarization'] {
  if (!settings.summarization) {
    return { allowed: false, toggle: false, reason: 'Switched off by the operator (ALLOW_SUMMARIZATION=false).' };
  }
  if (!settings.summarizationToggle) {
    const reason = 'Switched off by the operator (FES_ALLOW_SUMMARIZATION_TOGGLE=false).';
    return { allowed: false, toggle: false, reason };
  }
  return { allowed: chosen, toggle: true };
}

interface DisclosureRequest {
  conversation: Conversation;
  /** Whether the model may see Sisense data now. */
  allowed: boolean;
  findTool: (id: string) => ToolManifest | undefined;
  /** How a tool is called for the model. */
  nameOf: (id: string) => string;
}

const turnsTold = 20;
const withheld = '[withheld]';

/**
 * The conversation as a model may see it. Not allowed: no byte of Sisense data, in results, errors, plans, earlier replies
 * or arguments that an earlier, allowed turn took from results. What a person typed is always told.
 */
export function messagesFor(request: DisclosureRequest): ModelMessage[] {
  const { conversation } = request;
  const typed = conversation.turns.filter(({ by }) => by === 'person').map(({ text }) => text.toLowerCase());
  const places = new Map(conversation.turns.flatMap(({ tools }) => tools).map((use, index) => [use.call, index + 1]));
  const told = conversation.turns.slice(-turnsTold);
  return told.flatMap((turn, index) => {
    const recent = told.length - index <= 3;
    return turnMessages(turn, { ...request, typed, places, recent });
  });
}

interface TurnContext extends DisclosureRequest {
  typed: string[];
  places: Map<string, number>;
  recent: boolean;
}

function turnMessages(turn: Turn, context: TurnContext): ModelMessage[] {
  const mayTell = context.allowed || turn.disclosed !== true;
  const text = turn.by === 'person' || context.allowed ? turn.text : 'The operation that waited has ended.';
  const calls = turn.tools.map(
    (use): ModelMessage => ({
      role: 'call',
      call: use.call,
      name: context.nameOf(use.tool),
      arguments: argumentsTold(use, { ...context, mayTell }),
      result: disclosedUse(use, context),
    }),
  );
  const answers = turn.answer
    .filter(({ writtenBy }) => context.allowed || (mayTell && writtenBy === 'model'))
    .map(({ text: said }): ModelMessage => ({ role: 'assistant', text: said }));
  const question: ModelMessage[] = turn.question
    ? [{ role: 'assistant', text: context.allowed ? turn.question.text : '(a question)', question: true }]
    : [];
  return [{ role: 'user', text, by: turn.by }, ...calls, ...answers, ...question];
}

/** With data withheld, an argument is told as it was typed by the person or written as a reference, else not at all. */
function argumentsTold(use: ToolUse, context: TurnContext & { mayTell: boolean }): Record<string, Json> {
  const written = use.given ?? use.arguments;
  if (context.mayTell) return written;
  return mapStrings(written, (text) =>
    text.startsWith('$') || context.typed.some((typed) => typed.includes(text.toLowerCase())) ? text : withheld,
  ) as Record<string, Json>;
}

function mapStrings(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]));
}

function disclosedUse(use: ToolUse, context: TurnContext): Disclosed {
  if (use.state === 'running') return { state: 'running' };
  if (use.state === 'failed') return disclosedFailure(use.failure, context.allowed);
  if (use.state === 'waiting') return disclosedWait(use, context);
  if (!use.result) return { state: 'running' };
  const handle = handleOf(context.places.get(use.call) ?? 0);
  return discloseResult(use.result, { handle, context, declared: declaredColumns(use, context) });
}

function disclosedFailure(failure: ToolFailure | undefined, allowed: boolean): Disclosed {
  const code = failure?.code ?? 'bug';
  return allowed && failure
    ? { state: 'failed', code, message: visibleText(failure.message) }
    : { state: 'failed', code };
}

function disclosedWait(use: ToolUse, { allowed, conversation }: TurnContext): Disclosed {
  const operation = conversation.operations[use.operationId ?? '']?.operation;
  const basics = {
    state: 'waiting' as const,
    operation: use.operationId ?? '',
    steps: operation?.plan.steps.length ?? 0,
  };
  if (!operation) return basics;
  const outcome = wordOf(operation);
  const counts = operation.counts;
  return { ...basics, outcome, counts, ...(allowed ? { plan: visibleText(operation.plan.summary) } : {}) };
}

/** The one word that is true of an operation now. */
export function wordOf(operation: Operation): string {
  return operation.state === 'ended' ? (operation.end ?? 'unknown') : operation.state;
}

/** Columns that a tool's definition names; those that only a deployment knows are its data. A view has its result's. */
function declaredColumns(use: ToolUse, context: TurnContext): Set<string> {
  const uses = context.conversation.turns.flatMap(({ tools }) => tools);
  let base: ToolUse | undefined = use;
  while (base?.tool === 'view.rows') {
    const place: number = Number(/r(\d+)$/.exec(String(base.arguments['of']))?.[1] ?? 0);
    base = place > uses.indexOf(base) ? undefined : uses[place - 1];
  }
  const columns = base ? (context.findTool(base.tool)?.columns ?? []) : [];
  return new Set([...columns.map(({ key }) => key), 'count']);
}

const rowsTold = 40;
const charactersTold = 12_000;

function discloseResult(
  result: ReadResult,
  { handle, context, declared }: { handle: string; context: TurnContext; declared: Set<string> },
): Disclosed {
  const columns = result.columns.map(({ key }) => key).filter((key) => context.allowed || declared.has(key));
  const kind = 'rows' in result ? ('rows' as const) : ('item' as const);
  const basics = { state: 'done' as const, kind, handle, total: result.total, columns };
  if (!context.allowed) return basics;
  const notes = result.notes && result.notes.length > 0 ? { notes: result.notes } : {};
  if ('item' in result) return { ...basics, ...notes, ...itemTold(seen(result.item)) };
  const rows = rowsThatFit(result.rows, context.recent ? rowsTold : 0).map((row) => seen(row) as Row);
  const told = rows.length < result.total ? { told: `${rows.length} of ${result.total} rows are told here.` } : {};
  return { ...basics, ...notes, ...told, rows };
}

/** Text of a deployment is data: what cannot be seen in it is written as its code, so that nothing hides in front of the model. */
function seen(value: Json): Json {
  return mapStrings(value, visibleText);
}

function itemTold(item: Json): { item: Json } | { told: string } {
  const size = JSON.stringify(item).length;
  return size <= charactersTold
    ? { item }
    : { told: `The item has ${size} characters and is shown to the person only.` };
}

function rowsThatFit(rows: Row[], most: number): Row[] {
  const fitting: Row[] = [];
  let size = 0;
  for (const row of rows.slice(0, most)) {
    size += JSON.stringify(row).length;
    if (size > charactersTold) break;
    fitting.push(row);
  }
  return fitting;
}
