import { randomBytes } from 'node:crypto';
import type { Mode, OperationAnswer } from '@fes-assistant/protocol';
import type { Logger, Settings } from '@fes-assistant/runtime';
import type { Conversations, OperationRecord } from '../conversations/conversations.ts';
import { Refusal } from '../refusal.ts';
import { connectionsOf } from '../sessions/connections-of.ts';
import type { Person } from '../sessions/page-sessions.ts';
import type { Catalogues } from '../tool-server/catalogues.ts';
import { restsForGood } from '../tool-server/operation-rest.ts';
import { type Caller, type OperationAction, type ToolServer, ToolServerError } from '../tool-server/tool-server.ts';
import type { Model } from './models/model.ts';
import { createOperationFollower } from './operation-follower.ts';
import { runTurn } from './run-turn.ts';
import { createTurnLog } from './turn-log.ts';

export interface TurnsOptions {
  settings: Settings;
  logger: Logger;
  now: () => Date;
  conversations: Conversations;
  toolServer: ToolServer;
  catalogues: Catalogues;
  model: Model;
}

export interface StartTurn {
  conversation: string;
  mode: Mode;
  person: Person;
  text: string;
  by?: 'person' | 'outcome';
}

/** An operation of this person, with the conversation that proposed it. */
export interface OperationRef {
  person: Person;
  record: OperationRecord;
}

/** The turns that run now, one at a time in each conversation, and the operations that they proposed. */
export interface Turns {
  /** Answers when the turn has begun; what happens is in the conversation. `ended` resolves when it is over. */
  start(request: StartTurn): Promise<{ turn: string; ended: Promise<void> }>;
  stop(conversation: string): boolean;
  isRunning(conversation: string): boolean;
  operation(ref: OperationRef): Promise<OperationAnswer>;
  act(ref: OperationRef, action: OperationAction): Promise<OperationAnswer>;
  callerOf(ref: OperationRef): Promise<Caller>;
  /** At start: ends turns that a crash cut off, and follows operations that were under way. */
  recover(personOf: (principal: string) => Person): Promise<void>;
  close(): Promise<void>;
}

export function createTurns(options: TurnsOptions): Turns {
  const { conversations, toolServer } = options;
  let closing = false;
  const running = new Map<string, { stop: AbortController; ended: Promise<void> }>();
  const callerOf = (person: Person, mode: Mode): Caller => ({
    principal: person.principal,
    connections: connectionsOf(mode, person.connections),
  });
  const follower = createOperationFollower({
    ...options,
    callerOf,
    continueAfter: async (request) => {
      await running.get(request.conversation)?.ended;
      await start({ ...request, by: 'outcome' });
    },
  });

  async function start(request: StartTurn): Promise<{ turn: string; ended: Promise<void> }> {
    const { conversation } = request;
    if (closing) throw new Refusal(503, 'closing', 'The backend is being stopped. Ask again when it runs.');
    if (running.has(conversation)) {
      throw new Refusal(409, 'turn_running', 'An answer is still being worked on. Wait for it or stop it first.');
    }
    const turn = randomBytes(8).toString('hex');
    const stop = new AbortController();
    const begun = Promise.withResolvers<void>();
    const ended = runTurn({
      ...options,
      request: { by: 'person', ...request },
      turn,
      signal: stop.signal,
      caller: callerOf(request.person, request.mode),
      begun: begun.resolve,
      follow: (record, operation) => follower.follow({ person: request.person, mode: request.mode, record, operation }),
    }).finally(() => running.delete(conversation));
    running.set(conversation, { stop, ended });
    ended.catch((error: unknown) => {
      options.logger.error({ err: error }, 'A turn ended with an error of ours.');
      begun.reject(error);
    });
    await begun.promise;
    return { turn, ended };
  }

  async function modeOf({ person, record }: OperationRef): Promise<Mode> {
    const found = await conversations.find({ id: record.conversation, principal: person.principal });
    return (found?.mode ?? 'chat') as Mode;
  }

  return {
    start,
    stop(conversation) {
      const turn = running.get(conversation);
      turn?.stop.abort();
      return turn !== undefined;
    },
    isRunning: (conversation) => running.has(conversation),
    async operation(ref) {
      const caller = callerOf(ref.person, await modeOf(ref));
      return asRefusal(() => toolServer.operations.get({ id: ref.record.id, caller }));
    },
    async act(ref, action) {
      const { person, record } = ref;
      const mode = await modeOf(ref);
      const caller = callerOf(person, mode);
      const answer = await asRefusal(() => toolServer.operations.act({ id: record.id, caller, ...action }));
      const { operation } = answer;
      if (action.action !== 'undo') {
        await follower.tell({ record, operation });
        if (!restsForGood(operation)) follower.follow({ person, mode, record, operation });
        return answer;
      }
      await follower.propose({ person, mode, of: record, answer });
      return answer;
    },
    callerOf: async (ref) => callerOf(ref.person, await modeOf(ref)),
    async recover(personOf) {
      for (const found of await conversations.listUnsettled()) {
        const folded = await conversations.fold(found.id);
        const log = createTurnLog({ conversations, conversation: found.id, folded });
        for (const turn of folded.turns.filter(({ state }) => state === 'running')) await log.cutOff(turn.id);
        const open = await conversations.operationsOf(found.id);
        for (const record of open) {
          const operation = folded.operations[record.id]?.operation;
          if (!operation || restsForGood(operation)) continue;
          follower.follow({ person: personOf(found.principal), mode: found.mode as Mode, record, operation });
        }
      }
    },
    async close() {
      closing = true;
      for (const { stop } of running.values()) stop.abort();
      await follower.close();
      await Promise.allSettled([...running.values()].map(({ ended }) => ended));
    },
  };
}

async function asRefusal<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ToolServerError)) throw error;
    const status = error.status === undefined || error.status < 400 ? 502 : error.status;
    throw new Refusal(status as Refusal['status'], error.type, error.message);
  }
}
