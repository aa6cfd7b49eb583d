import type { OperatorDesk } from '@fes-assistant/mcp-server';
import { type JournalEntry, type Operation, quotedText, visibleText } from '@fes-assistant/protocol';
import { askSecret, confirm, requirePerson } from '../ask-person.ts';
import { atTheDesk } from '../operator.ts';
import { print } from '../print.ts';

/** `fes operations`: newest first. */
export function listOperations(): Promise<void> {
  return atTheDesk(async ({ operations, principal }) => {
    const found = await operations.list({ principal });
    if (found.length === 0) print('No change has been proposed on this data directory.');
    for (const { id, state, end, createdAt, plan } of found) {
      print(`${id}  ${createdAt}  ${(end ?? state).padEnd(14)}  ${visibleText(plan.summary)}`);
    }
  });
}

/** `fes approve`: shows the stored plan; a person at the terminal approves that record and no other. */
export function approveOperation(id: string): Promise<void> {
  return atTheDesk(async (desk) => {
    const operation = await desk.operations.get({ id, principal: desk.principal });
    await approveShown(desk, operation);
  });
}

/** `fes resume`: goes on with what was interrupted; it was approved before. */
export function resumeOperation(id: string): Promise<void> {
  return atTheDesk(async (desk) => {
    const operation = await desk.operations.get({ id, principal: desk.principal });
    const caller = await desk.callerFor(operation.plan);
    await desk.operations.resume({ id, caller });
    await follow(desk, { id, after: operation.seq });
  });
}

/** `fes undo`: proposes the change that takes another back, and has it approved like any other. */
export function undoOperation(id: string): Promise<void> {
  return atTheDesk(async (desk) => {
    const { plan } = await desk.operations.get({ id, principal: desk.principal });
    const caller = await desk.callerFor(plan);
    const { operation } = await desk.operations.undo({ id, caller, signal: AbortSignal.timeout(600_000) });
    await approveShown(desk, operation);
  });
}

async function approveShown(desk: OperatorDesk, operation: Operation): Promise<void> {
  print(desk.describe(operation));
  if (operation.state !== 'proposed') {
    process.exitCode = 1;
    return;
  }
  requirePerson();
  const { id, digest, plan } = operation;
  if (!(await confirm('\nCarry this out?', 'approve'))) {
    print('Nothing was changed. The change still waits for approval until it expires.');
    return;
  }
  const caller = await desk.callerFor(plan);
  const secrets: Record<string, string> = {};
  for (const { name, label } of plan.secretFields ?? []) secrets[name] = await askSecret(label);
  await desk.operations.approve({ id, digest, caller, secrets });
  await follow(desk, { id, after: operation.seq });
}

/** Says what happens as it happens, then how it ended; only a change that is wholly done ends the command well. */
async function follow({ operations, principal, describe }: OperatorDesk, from: { id: string; after: number }) {
  const signal = new AbortController().signal;
  for await (const entry of operations.watch({ ...from, principal, signal })) {
    const line = progressLine(entry);
    if (line) print(line);
  }
  const operation = await operations.get({ id: from.id, principal });
  print(describe(operation));
  process.exitCode = operation.end === 'done' ? 0 : 1;
}

function progressLine(entry: JournalEntry): string | undefined {
  if (entry.type === 'step-progress') return `  ${visibleText(entry.message)}`;
  if (entry.type === 'step-ended') return `  ${entry.step}: ${entry.outcome.state}`;
  if (entry.type === 'decision-needed') return `  A person must decide: ${quotedText(entry.question, 500)}`;
  return undefined;
}
