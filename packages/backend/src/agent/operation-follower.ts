import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Mode, Operation, OperationAnswer } from '@fes-assistant/protocol';
import type { Logger } from '@fes-assistant/runtime';
import type { Conversations, OperationRecord } from '../conversations/conversations.ts';
import type { Person } from '../sessions/page-sessions.ts';
import { restsForGood } from '../tool-server/operation-rest.ts';
import type { Caller, ToolServer } from '../tool-server/tool-server.ts';
import { changeOf } from './operation-change.ts';
import { outcomeText } from './outcome-text.ts';

interface Followed {
  person: Person;
  mode: Mode;
  record: OperationRecord;
  operation: Operation;
}

interface OperationFollower {
  /** Tells the conversation of every change until the operation rests for good, then lets the model go on. */
  follow(followed: Followed): void;
  /** Tells the conversation where an operation stands now. */
  tell(told: { record: OperationRecord; operation: Operation }): Promise<void>;
  /** Shows an operation that a person asked for with a button, as a turn of its own. */
  propose(request: { person: Person; mode: Mode; of: OperationRecord; answer: OperationAnswer }): Promise<void>;
  /** Stops following, when what is being told is told. */
  close(): Promise<void>;
}

interface FollowerOptions {
  conversations: Conversations;
  toolServer: ToolServer;
  logger: Logger;
  callerOf: (person: Person, mode: Mode) => Caller;
  continueAfter: (request: { conversation: string; mode: Mode; person: Person; text: string }) => Promise<void>;
}

/** The least time between two tellings of one operation; more for large plans. */
const tellEveryMs = 150;
const retryMs = 2_000;

export function createOperationFollower(options: FollowerOptions): OperationFollower {
  const { conversations, toolServer, logger } = options;
  const closing = new AbortController();
  const following = new Set<string>();
  const told = new Map<string, Operation>();
  /** Everything being followed now. */
  const under = new Set<Promise<void>>();

  async function tell({ record, operation }: { record: OperationRecord; operation: Operation }): Promise<void> {
    if (closing.signal.aborted) return;
    const before = told.get(record.id);
    if (before && before.seq >= operation.seq) return;
    told.set(record.id, operation);
    const change = changeOf(before, operation);
    const { conversation, turn } = record;
    await conversations.append(conversation, { type: 'operation-changed', turn, operationId: record.id, change });
  }

  async function watch({ person, mode, record, operation }: Followed): Promise<Operation | undefined> {
    const { signal } = closing;
    let latest = operation;
    while (!signal.aborted) {
      let waiting: Promise<void> | undefined;
      try {
        const changes = toolServer.operations.watch({
          id: record.id,
          caller: options.callerOf(person, mode),
          after: latest.seq,
          signal,
        });
        for await (const now of changes) {
          latest = now;
          if (restsForGood(now)) {
            await waiting;
            await tell({ record, operation: now });
            return now;
          }
          waiting ??= pause(tellEveryMs + now.plan.steps.length, undefined, { signal }).then(
            () => {
              waiting = undefined;
              return tell({ record, operation: latest });
            },
            () => undefined,
          );
        }
        await waiting;
      } catch (error) {
        await waiting?.catch(() => undefined);
        if (signal.aborted) return undefined;
        if (isGone(error)) return undefined;
        logger.warn({ err: error, operation: record.id }, 'An operation cannot be followed just now; trying again.');
      }
      await pause(retryMs, undefined, { signal }).catch(() => undefined);
    }
    return undefined;
  }

  return {
    tell,
    follow(followed) {
      const { record, person, mode, operation } = followed;
      if (!told.has(record.id)) told.set(record.id, operation);
      if (following.has(record.id)) return;
      following.add(record.id);
      const work = watch(followed)
        .then(async (ended) => {
          following.delete(record.id);
          told.delete(record.id);
          if (ended?.state !== 'ended' || closing.signal.aborted) return;
          const { conversation } = record;
          await options.continueAfter({ conversation, mode, person, text: outcomeText(ended) });
        })
        .catch((error: unknown) => logger.error({ err: error }, 'The outcome of an operation could not be told.'))
        .finally(() => under.delete(work));
      under.add(work);
    },
    async propose({ person, mode, of, answer }) {
      const { operation, approvalUrl = '' } = answer;
      const turn = randomBytes(8).toString('hex');
      const call = `${turn}-1`;
      const { conversation } = of;
      const tool = 'operations.undo';
      const record = { id: operation.id, conversation, turn, call, tool, approval_url: approvalUrl };
      const write = (event: Parameters<Conversations['append']>[1]) => conversations.append(conversation, event);
      await conversations.recordOperation(record);
      await write({ type: 'turn-started', turn, text: `Undo: ${operation.plan.summary}`, by: 'person' });
      await write({
        type: 'tool-called',
        turn,
        call,
        tool,
        title: 'Undo operation',
        arguments: { operation_id: of.id },
      });
      await write({ type: 'approval-needed', turn, call, tool, operation, approvalUrl });
      await write({ type: 'status', turn, phase: 'completed' });
      await write({ type: 'turn-ended', turn, cancelled: false });
      this.follow({ person, mode, record, operation });
    },
    async close() {
      closing.abort();
      await Promise.all(under);
    },
  };
}

/** The tool server knows it no more, or it is another person's now. */
function isGone(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 404;
}
