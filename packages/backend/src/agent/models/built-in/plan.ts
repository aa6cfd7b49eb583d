import type { Json, Mode, ToolManifest } from '@fes-assistant/protocol';
import { fillArguments } from './arguments.ts';
import { readAsk, type Token } from './ask.ts';
import type { Dialogue } from './dialogue.ts';
import { isEmptyWish, type Wish, wishIn } from './filters.ts';
import { followUp } from './follow-up.ts';
import { addsToGroups, type Looked, looksUpPerson } from './lookups.ts';
import { effectWanted, type Match, type Matcher } from './match.ts';
import { questionFor } from './questions.ts';
import { smallTalk } from './small-talk.ts';
import { userDataIn } from './user-data.ts';
import { saysNothing } from './words.ts';

/** What the planner will do about an ask. The same ask after the same conversation always gives the same plan. */
export type Plan =
  | { kind: 'say'; text: string }
  | { kind: 'ask'; text: string; choices: string[]; missing?: string }
  | { kind: 'view'; handle: string; total: number; wish: Wish }
  | { kind: 'call'; tool: ToolManifest; arguments: Record<string, Json>; lookups: Looked[]; wish: Wish };

interface PlanRequest {
  dialogue: Dialogue;
  matcher: Matcher;
  tools: ToolManifest[];
  toolOf: (name: string) => ToolManifest | undefined;
  mode: Mode;
  today: Date;
}

const understood = 0.34;
/** The score of an ask that is an example word for word. */
const exact = 2;
const noWish: Wish = { view: {}, words: [], counts: false };

export function planFor(request: PlanRequest): Plan {
  const { dialogue, mode, tools } = request;
  const { answers } = dialogue;
  const text = mode === 'migration' ? withoutSide(dialogue.ask) : dialogue.ask;
  if (answers.some((answer) => /^\s*(no|cancel|never ?mind|stop|forget it|nothing)\s*[.!]?\s*$/i.test(answer))) {
    return { kind: 'say', text: 'All right, nothing was done.' };
  }
  const said = smallTalk(text, { tools, mode });
  if (said !== undefined) return { kind: 'say', text: said };
  const past = answers.length > 0 ? undefined : followUp(text, { ...request, before: dialogue.before });
  if (past && !isExample(text, tools)) return { kind: 'view', ...past };
  const ask = readAsk(text);
  const matches = request.matcher.match(ask, text);
  const [best, second] = matches;
  if ((best?.score ?? 0) < exact && effectWanted(ask) === 'change' && !tools.some(changesAssets))
    return noChanges(mode);
  if (!best || best.score < understood || isGuess(best, { ask, matcher: request.matcher }))
    return notUnderstood(matches, tools);
  if (second && isToss(best, second, text)) return whichOne(best, second);
  const near = matches
    .filter(({ score, tool }) => score > best.score * 0.97 && tool.effect === best.tool.effect)
    .slice(0, 4);
  const plans = near.map((match) => callPlan(request, { best: match, text }));
  return plans.find(({ kind }) => kind === 'call') ?? plans[0] ?? callPlan(request, { best, text });
}

/** One known word beside an unknown one says too little to act on. */
function isGuess(best: Match, { ask, matcher }: { ask: Token[]; matcher: Matcher }): boolean {
  const words = ask.filter(({ kind, isName, text }) => kind === 'word' && !isName && !saysNothing(text));
  const known = words.filter(({ word }) => matcher.knows(word));
  return best.template === undefined && best.score < exact / 2 && known.length * 2 <= words.length;
}

function changesAssets({ effect, module }: ToolManifest): boolean {
  return effect === 'change' && module !== 'operations';
}

/** A change that was asked for is never answered with a read that sounds like it. */
function noChanges(mode: Mode): Plan {
  const hint = mode === 'migration' ? ' Switch to "Chat with deployment" to change one deployment.' : '';
  return {
    kind: 'say',
    text: `That would change something, and no tool that changes anything is offered here.${hint}`,
  };
}

/** "… on the target" says where, not what. */
function withoutSide(text: string): string {
  return text.replace(/\s*\b(on|in|from|of|at) (the )?(source|target)( deployment| environment| side)?\b/i, '');
}

function isExample(text: string, tools: ToolManifest[]): boolean {
  const plain = (one: string): string => one.toLowerCase().replaceAll(/\W+/g, ' ').trim();
  return tools.some(({ examples }) => examples.some(({ ask }) => plain(ask) === plain(text)));
}

/** Two changes that fit alike: a person says which. Reads that fit alike do no harm. */
function isToss(best: Match, second: Match, text: string): boolean {
  const close = best.score < 0.6 && second.score > best.score * 0.97;
  return (
    close &&
    effectWanted(readAsk(text)) === 'change' &&
    best.tool.effect === 'change' &&
    second.tool.effect === 'change'
  );
}

function whichOne(best: Match, second: Match): Plan {
  const choices = [best, second].flatMap(({ tool }) => tool.examples.slice(0, 1).map(({ ask }) => ask));
  return {
    kind: 'ask',
    text: `That could mean two things: "${best.tool.title}" or "${second.tool.title}". Say it like one of these:`,
    choices,
  };
}

function notUnderstood(matches: Match[], tools: ToolManifest[]): Plan {
  const near = matches.filter(({ score }) => score > 0.12).slice(0, 3);
  const shown = near.length > 0 ? near.map(({ tool }) => tool) : tools.slice(0, 3);
  const choices = shown.flatMap(({ examples }) => examples.slice(0, 1).map(({ ask }) => ask));
  return {
    kind: 'ask',
    text: 'I did not understand that. I am the built-in planner and know the tools by their words; a language model can be set up for free wording. Did you mean something like this?',
    choices,
  };
}

function callPlan(request: PlanRequest, { best, text }: { best: Match; text: string }): Plan {
  const { dialogue, mode, today } = request;
  const { tool } = best;
  const ask = readAsk(text);
  const side = { mode, said: dialogue.ask };
  const filled = fillArguments({ match: best, text, ask, side, knows: request.matcher.knows });
  if (tool.module === 'operations' && tool.id !== 'operations.list') {
    const id = dialogue.operations.at(-1);
    if (id === undefined) return { kind: 'say', text: 'There is no operation in this conversation.' };
    return { kind: 'call', tool, arguments: { operation_id: id }, lookups: [], wish: noWish };
  }
  const answers = [...dialogue.answers];
  for (const missing of filled.missing) {
    const answer = answers.shift();
    if (answer === undefined) return { kind: 'ask', ...questionFor(tool, missing), missing };
    answerInto(filled.arguments, missing, answer);
  }
  const lookups = looksUpPerson(tool, filled.arguments).map((one) => {
    const answer = answers.shift();
    return answer === undefined ? one : { ...one, value: answer.trim() };
  });
  for (const { argument, value } of lookups) filled.arguments[argument] = value;
  const adding = addsToGroups(tool, { text, args: filled.arguments });
  const open = filled.asWritten ? [] : adding.length > 0 ? adding : looksUpPerson(tool, filled.arguments);
  return { kind: 'call', tool, arguments: filled.arguments, lookups: open, wish: wishFor(tool, { text, today }) };
}

/** What is wanted of the rows, for a tool that gives rows of known columns. */
function wishFor(tool: ToolManifest, { text, today }: { text: string; today: Date }): Wish {
  if (tool.effect !== 'read' || tool.columns.length === 0) return noWish;
  const takesNames = Object.keys((tool.inputSchema['properties'] ?? {}) as object).some((name) => name !== 'side');
  const wish = wishIn({ text, ask: readAsk(text), columns: tool.columns, today });
  if (!takesNames || isEmptyWish(wish)) return wish;
  const where = (wish.view.where ?? []).filter(
    ({ column }) => !/^(groups?|title|name|datasource|folder)$/i.test(String(column)),
  );
  const { where: _all, ...view } = wish.view;
  return { ...wish, view: where.length > 0 ? { ...view, where } : view };
}

function answerInto(args: Record<string, Json>, missing: string, answer: string): void {
  const said = answer.trim().replace(/^["']|["'.!]$/g, '');
  if (missing === 'user_data') {
    args['user_data'] = userDataIn(said, readAsk(said));
    return;
  }
  if (missing === 'side') {
    args['side'] = /target/i.test(said) ? 'target' : 'source';
    return;
  }
  const [first = missing, inner] = missing.split('.');
  const object = args[first];
  if (inner === undefined) args[first] = said;
  else if (typeof object === 'object' && object !== null && !Array.isArray(object)) object[inner] = said;
  else args[first] = { [inner]: said };
}
