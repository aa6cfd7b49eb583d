import type { Json, Mode, ToolManifest } from '@fes-assistant/protocol';
import type { Disclosed } from '../../disclosed.ts';
import { functionName } from '../../function-name.ts';
import type { Model, ModelAnswer, ModelRequest } from '../model.ts';
import { readAsk } from './ask.ts';
import { type CallMessage, type Dialogue, dialogueOf } from './dialogue.ts';
import { isEmptyWish } from './filters.ts';
import { type Looked, personConditions, withKeptGroups } from './lookups.ts';
import { createMatcher, effectWanted, type Matcher } from './match.ts';
import { type Plan, planFor } from './plan.ts';
import { failureText, resultText, standingText } from './replies.ts';

interface PlannerOptions {
  /** The tools of a mode as the tool server describes them. */
  toolsOf: (mode: Mode) => Promise<ToolManifest[]>;
  notice?: string | undefined;
}

const users = 'access.get_users_all';

/**
 * Answers without a language model: knows every tool by its words and examples, takes arguments from what is typed, asks
 * when something is missing, and writes its sentences itself. It is told no more than any model is.
 */
export function createPlanner({ toolsOf, notice }: PlannerOptions): Model {
  const matchers = new WeakMap<ToolManifest[], Matcher>();
  const matcherOf = (tools: ToolManifest[]): Matcher => {
    const matcher = matchers.get(tools) ?? createMatcher(tools);
    matchers.set(tools, matcher);
    return matcher;
  };
  return {
    provider: 'offline',
    name: 'Built-in planner',
    writtenBy: 'code',
    notice,
    async next(request) {
      const tools = await toolsOf(request.mode);
      return answerTo(request, { tools, matcher: matcherOf(tools) });
    },
  };
}

interface Knowledge {
  tools: ToolManifest[];
  matcher: Matcher;
}

function answerTo(request: ModelRequest, { tools, matcher }: Knowledge): ModelAnswer {
  const { mode, today, messages } = request;
  const dialogue = dialogueOf(messages, (text) => answersQuestion(text, matcher));
  if (dialogue.by === 'outcome') return say('');
  const toolOf = (name: string): ToolManifest | undefined => tools.find((tool) => functionName(tool) === name);
  const failed = dialogue.calls.map(({ result }) => result).find((result) => result.state === 'failed');
  if (failed?.state === 'failed') return say(failureText(failed));
  const stands = dialogue.calls.map(({ result }) => result).find((result) => result.state === 'waiting');
  if (stands?.state === 'waiting') return say(standingText(stands));
  const plan = planFor({ dialogue, matcher, tools, toolOf, mode, today });
  switch (plan.kind) {
    case 'say':
      return say(plan.text);
    case 'ask':
      return { text: '', calls: [], question: { text: plan.text, choices: plan.choices } };
    case 'view':
      return viewStep(plan, { dialogue, toolOf });
    case 'call':
      return callStep(plan, { dialogue, tools });
    default:
      return plan satisfies never;
  }
}

/** Whether a message answers the question before it: no new order, and nothing that any tool knows well. */
function answersQuestion(text: string, matcher: Matcher): boolean {
  const ask = readAsk(text);
  const [best] = matcher.match(ask, text);
  if (ask.length <= 2) return (best?.score ?? 0) < 0.9;
  return effectWanted(ask) === undefined && (best?.score ?? 0) < 0.55;
}

function say(text: string): ModelAnswer {
  return { text, calls: [] };
}

function call(name: string, args: Record<string, Json>): ModelAnswer {
  return { text: '', calls: [{ name, arguments: args }] };
}

function viewStep(
  { handle, total, wish }: Extract<Plan, { kind: 'view' }>,
  { dialogue, toolOf }: { dialogue: Dialogue; toolOf: (name: string) => ToolManifest | undefined },
): ModelAnswer {
  const base = dialogue.before.findLast(({ name }) => name !== 'view_rows');
  const tool = base ? toolOf(base.name) : undefined;
  if (isEmptyWish(wish)) return say(`${total}.`);
  const done = doneAt(dialogue.calls, 0);
  if (!done) return call('view_rows', { of: handle, ...(wish.view as Record<string, Json>) });
  return say(resultText(tool, { result: done, wish, of: total }));
}

interface Progress {
  dialogue: Dialogue;
  tools: ToolManifest[];
}

function callStep(plan: Extract<Plan, { kind: 'call' }>, { dialogue, tools }: Progress): ModelAnswer {
  let args = { ...plan.arguments };
  let place = 0;
  if (tools.some(({ id }) => id === users)) {
    for (const lookup of plan.lookups) {
      const found = lookUp(lookup, { calls: dialogue.calls, place, side: args['side'] });
      if ('answer' in found) return found.answer;
      args[lookup.argument] = `${found.row}.${lookup.key}`;
      if (lookup.keepsGroups) args = withKeptGroups(args, found.row);
      place += 2;
    }
  }
  const main = doneAt(dialogue.calls, place);
  if (!main) return dialogue.calls.length > place ? say('') : call(functionName(plan.tool), args);
  if (isEmptyWish(plan.wish)) return say(resultText(plan.tool, { result: main, wish: plan.wish }));
  const viewed = doneAt(dialogue.calls, place + 1);
  if (!viewed) return call('view_rows', { of: main.handle, ...(plan.wish.view as Record<string, Json>) });
  return say(resultText(plan.tool, { result: viewed, wish: plan.wish, of: main.total }));
}

function doneAt(calls: CallMessage[], place: number): Extract<Disclosed, { state: 'done' }> | undefined {
  const result = calls[place]?.result;
  return result?.state === 'done' ? result : undefined;
}

/** A person's name to an address or id: all users, then those that the name fits; one of them, or a question. */
function lookUp(
  { value }: Looked,
  { calls, place, side }: { calls: CallMessage[]; place: number; side: Json | undefined },
): { answer: ModelAnswer } | { row: string } {
  const list = doneAt(calls, place);
  if (!list) return { answer: call(users.replaceAll('.', '_'), side === undefined ? {} : { side }) };
  const fits = doneAt(calls, place + 1);
  if (!fits) return { answer: call('view_rows', { of: list.handle, where: personConditions(value) }) };
  if (fits.total === 1) return { row: `$${fits.handle}.rows[0]` };
  if (fits.total === 0) {
    return { answer: say(`None of the ${list.total} users is named "${value}". Ask "Show me all users" to see them.`) };
  }
  const choices = (fits.rows ?? [])
    .flatMap((row) => (typeof row['email'] === 'string' ? [row['email']] : []))
    .slice(0, 8);
  const text = `${fits.total} users fit "${value}". Which one? Answer with the e-mail address.`;
  return { answer: { text: '', calls: [], question: { text, choices } } };
}
