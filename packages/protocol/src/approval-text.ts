import type { ConnectionIdentity } from './connections.ts';
import type { Action, FieldChange, Plan, Step } from './plan.ts';
import { quotedText, shortenedText, valueText, visibleText } from './visible-text.ts';

/** A plan in the words by which a person decides. Page, approval page, MCP text and command line show the same ones. */
export interface ApprovalText {
  /** "Delete user jane@acme.com". */
  headline: string;
  /** On which deployments, and as whom: one line each. */
  deployments: string[];
  /** One line per step, or per group of like steps in a large plan. */
  steps: ApprovalLine[];
  /** What else happens because of it. */
  consequences: string[];
  warnings: string[];
  /** How far it can be undone. */
  undo: string;
  /** What must be typed to approve it: labels of secrets. */
  needs: string[];
}

export interface ApprovalLine {
  text: string;
  /** Field by field, what changes; or the names in a group. */
  details: string[];
}

/** How much is shown before it is grouped or counted. */
export interface ApprovalTextLimits {
  /** A plan with more steps is shown in groups. */
  steps?: number;
  /** Names in a group, changes of a step, consequences. */
  details?: number;
}

const verbs: Record<Action, string> = { create: 'Create', update: 'Change', delete: 'Delete', run: 'Run' };

/** Names and values of a deployment are in quotes, shortened with a count, and show what would be invisible. */
export function approvalText(plan: Plan, limits: ApprovalTextLimits = {}): ApprovalText {
  const { steps = 20, details = 10 } = limits;
  const grouped = plan.steps.length > steps;
  return {
    headline: sentence(plan.summary),
    deployments: plan.connections.map((connection) => deploymentLine(connection)),
    steps: grouped ? groupLines(plan.steps, details) : plan.steps.map((step) => stepLine(step, details)),
    consequences: counted(
      plan.steps.flatMap(({ consequences }) => consequences),
      details,
    ),
    warnings: plan.warnings.map(sentence),
    undo: undoText(plan.steps),
    needs: (plan.secretFields ?? []).map(({ label }) => sentence(label)),
  };
}

/** The same as one text, for places that show nothing else. */
export function approvalPlainText(plan: Plan, limits: ApprovalTextLimits = {}): string {
  const text = approvalText(plan, limits);
  const count = plan.steps.length;
  const lines = text.steps.flatMap((line) => [`- ${line.text}`, ...line.details.map((detail) => `    ${detail}`)]);
  return [
    text.headline,
    ...text.deployments,
    `${count} ${count === 1 ? 'step' : 'steps'}:`,
    ...lines,
    ...section('What else happens', text.consequences),
    ...section('Weigh this', text.warnings),
    ...section('To type when approving', text.needs),
    text.undo,
  ].join('\n');
}

function section(title: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `- ${line}`)];
}

function deploymentLine({ side, deployment, userName }: ConnectionIdentity): string {
  const word = { only: 'On', source: 'From', target: 'To' }[side];
  return `${word} ${visibleText(deployment)} as ${visibleText(shortenedText(userName, 80))}`;
}

function stepLine(step: Step, limit: number): ApprovalLine {
  const id = step.asset.id === undefined ? '' : ` (id ${visibleText(shortenedText(step.asset.id, 60))})`;
  const text = `${verbs[step.action]} ${visibleText(step.asset.type)} ${quotedText(step.asset.name)}${id}`;
  return { text, details: withRest(step.changes.map(changeText), limit, 'changes') };
}

function changeText({ field, before, after }: FieldChange): string {
  return `${visibleText(shortenedText(field, 60))}: ${valueText(before)} → ${valueText(after)}`;
}

function groupLines(steps: Step[], limit: number): ApprovalLine[] {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const key = JSON.stringify([step.action, step.asset.type, step.side]);
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return [...groups.values()].map((group) => groupLine(group, limit));
}

function groupLine(group: Step[], limit: number): ApprovalLine {
  const [first] = group;
  if (!first) return { text: '', details: [] };
  if (group.length === 1) return stepLine(first, limit);
  const fields = [...new Set(group.flatMap(({ changes }) => changes.map(({ field }) => visibleText(field))))];
  const what = fields.length === 0 ? '' : ` (${withRest(fields, limit, 'fields').join(', ')})`;
  return {
    text: `${verbs[first.action]} ${group.length} × ${visibleText(first.asset.type)}${what}`,
    details: withRest(
      group.map(({ asset }) => quotedText(asset.name)),
      limit,
      `of these ${group.length}`,
    ),
  };
}

function undoText(steps: Step[]): string {
  const words = counted(
    steps.map(({ undo }) => undo),
    steps.length,
  );
  const possible = steps.filter(({ undo }) => undo.startsWith('Can be undone')).length;
  const [only] = steps;
  if (new Set(steps.map(({ undo }) => undo)).size === 1 && only) return sentence(only.undo);
  return `${possible} of ${steps.length} steps can be undone. ${words.join(' ')}`;
}

/** Each sentence once, with how often it holds. */
function counted(sentences: string[], limit: number): string[] {
  const counts = new Map<string, number>();
  for (const one of sentences) counts.set(one, (counts.get(one) ?? 0) + 1);
  const words = [...counts].map(([one, count]) => (count === 1 ? sentence(one) : `${sentence(one)} (${count} times)`));
  return withRest(words, limit, 'lines');
}

function withRest(lines: string[], limit: number, what: string): string[] {
  if (lines.length <= limit) return lines;
  return [...lines.slice(0, limit), `and ${lines.length - limit} more ${what}`];
}

function sentence(text: string): string {
  return visibleText(shortenedText(text, 500));
}
