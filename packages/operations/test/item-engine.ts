import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Operation } from '@fes-assistant/protocol';
import type { ChangeTool, Tool } from '@fes-assistant/tools';
import { afterAll } from 'vitest';
import { type Caller, createOperations, type Operations, type OperationsOptions, type Proposal } from '../src/index.ts';
import { callerFor as callerOn } from './item-caller.ts';
import { itemCatalog } from './item-catalog.ts';
import { ItemStore } from './item-store.ts';

export { callerOn };

const folders: string[] = [];
const opened = new Set<Operations>();

afterAll(async () => {
  for (const operations of opened) await operations.close().catch(() => {});
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'operations-'));
  folders.push(folder);
  return join(folder, 'operations.db');
}

export type ItemOptions = Omit<Partial<OperationsOptions>, 'store'>;

/** An engine over items. No pause is real. */
export async function openItems(file = newFile(), options: ItemOptions = {}): Promise<Operations> {
  const operations = await createOperations({
    store: { file },
    catalog: itemCatalog,
    approvalUrlFor: (id) => `http://127.0.0.1/approve/${id}`,
    sleep: async (_milliseconds, signal) => {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    },
    ...options,
    patience: { watch: 20, ...options.patience },
  });
  opened.add(operations);
  return operations;
}

export async function proposal(
  operations: Operations,
  request: { tool: Tool; input: Record<string, unknown>; caller: Caller },
): Promise<Proposal> {
  const tool = request.tool as ChangeTool;
  const answer = await operations.propose({ ...request, tool, signal: new AbortController().signal });
  if ('nothingToDo' in answer) throw new Error(`Nothing to do: ${answer.nothingToDo}`);
  return answer;
}

/** Waits until the operation rests. */
export async function rested(
  operations: Operations,
  { id, principal }: { id: string; principal: string },
): Promise<Operation> {
  const signal = new AbortController().signal;
  for await (const _entry of operations.watch({ id, principal, signal }));
  return operations.get({ id, principal });
}

/** Proposes, approves, and waits until it rests. */
export async function carriedOut(
  operations: Operations,
  request: { tool: Tool; input: Record<string, unknown>; caller: Caller; secrets?: Record<string, string> },
): Promise<Operation> {
  const { operation } = await proposal(operations, request);
  const { id, digest, principal } = operation;
  await operations.approve({
    id,
    digest,
    caller: request.caller,
    ...(request.secrets && { secrets: request.secrets }),
  });
  return rested(operations, { id, principal });
}

export async function world(options: ItemOptions & { file?: string } = {}) {
  const { file = newFile(), ...others } = options;
  const items = new ItemStore();
  const operations = await openItems(file, others);
  return { items, operations, caller: callerOn(items), file };
}
