import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Json, Operation } from '@fes-assistant/protocol';
import { openStore } from '@fes-assistant/runtime';
import { type Catalog, Refusal } from '@fes-assistant/tools';
import { approve, decline, expireWhenDue } from './approve.ts';
import { auditLines, verifyAuditTrail } from './audit/audit-trail.ts';
import { cancel } from './cancel.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Engine, Logger, Patience } from './engine.ts';
import { createJournal } from './journal/journal.ts';
import { operationsMigrations } from './journal/migrations.ts';
import type { OperationsStore, OperationsTables } from './journal/tables.ts';
import { dismissRunner, enrolRunner, isRunnerAlive } from './lease.ts';
import { newOperationId } from './operation-id.ts';
import { OperationRefused } from './operation-refused.ts';
import type { Operations } from './operations.ts';
import { propose } from './propose.ts';
import { recover } from './recover.ts';
import { damaged, loadOperation, unknownOperation } from './refusals.ts';
import { decide, resume } from './resume.ts';
import { createSecretVault } from './secret-vault.ts';
import { undo } from './undo.ts';
import { defaultWaitingLimits, type WaitingLimits } from './waiting-limits.ts';
import { watch } from './watch.ts';

export interface OperationsOptions {
  /** `operations.db`, opened and migrated here; or a store that is already open. */
  store: { file: string } | OperationsStore;
  catalog: Catalog;
  /** The page where a person approves: holds the operation id and nothing else. */
  approvalUrlFor: (id: string) => string;
  /** `FES_APPROVAL_TTL` in milliseconds. Without it: 10 minutes for at most 50 steps, else 24 hours. */
  approvalTtl?: number | undefined;
  /** `false` where changes are switched off: nothing is proposed, approved or resumed. Default `true`. */
  changesAllowed?: boolean;
  /** How many proposals may wait for approval at once. Default: 50 of one principal, 1,000 in all. */
  waitingLimits?: Partial<WaitingLimits>;
  logger?: Logger;
  /** Told every secret that a person gives, so that logs can be kept free of it. */
  onSecret?: (value: string) => void;
  /** Told every line of the audit trail once it is stored, to copy it elsewhere. */
  onAuditLine?: (line: string) => void;
  clock?: () => Date;
  newId?: () => string;
  sleep?: Engine['sleep'];
  patience?: Partial<Patience>;
  isRunnerAlive?: (runner: string) => boolean;
  checkpoint?: Checkpoint;
}

const defaultPatience: Patience = { readBack: [300, 1_200], sendAgain: [1_000, 4_000], lease: 30_000, watch: 500 };
const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };

/** Opens the engine that every change goes through. Call `recover` once before serving. */
export async function createOperations(options: OperationsOptions): Promise<Operations> {
  return operationsOf(await engineOf(options));
}

async function engineOf(options: OperationsOptions): Promise<Engine> {
  const { clock = () => new Date(), checkpoint = () => {}, logger = silent } = options;
  const store = await storeOf(options.store);
  return {
    catalog: options.catalog,
    store,
    journal: createJournal({ store, clock, checkpoint, onAuditLine: copyingTo(options.onAuditLine, logger) }),
    vault: createSecretVault(options.onSecret ?? (() => {})),
    runs: new Map(),
    runner: enrolRunner(randomBytes(8).toString('hex')),
    isRunnerAlive: options.isRunnerAlive ?? isRunnerAlive,
    clock,
    sleep: options.sleep ?? ((milliseconds, signal) => pause(milliseconds, undefined, signal ? { signal } : {})),
    newId: options.newId ?? newOperationId,
    approvalUrlFor: options.approvalUrlFor,
    approvalTtl: options.approvalTtl,
    changesAllowed: options.changesAllowed ?? true,
    waitingLimits: { ...defaultWaitingLimits, ...options.waitingLimits },
    logger,
    checkpoint,
    patience: { ...defaultPatience, ...options.patience },
    closing: new AbortController(),
  };
}

/** A copy that fails must not make a stored change look as if it had failed. */
function copyingTo(copy: OperationsOptions['onAuditLine'], logger: Logger): (line: string) => void {
  return (line) => {
    try {
      copy?.(line);
    } catch (error) {
      logger.error({ err: error }, 'A line of the audit trail was stored and could not be copied');
    }
  };
}

function storeOf(given: OperationsOptions['store']): Promise<OperationsStore> | OperationsStore {
  if (!('file' in given)) return given;
  return openStore<OperationsTables>({ file: given.file, migrations: operationsMigrations });
}

function operationsOf(engine: Engine): Operations {
  const audited = auditingRefusals(engine);
  return {
    propose: (request) =>
      audited({ event: 'propose', principal: request.caller.principal, tool: request.tool.id }, () =>
        propose(engine, request),
      ),
    approve: (request) => audited(attempt('approve', request), () => approve(engine, request)),
    decline: (request) => audited(attempt('decline', request), () => decline(engine, request)),
    cancel: (request) => audited(attempt('cancel', request), () => cancel(engine, request)),
    resume: (request) => audited(attempt('resume', request), () => resume(engine, request)),
    decide: (request) => audited(attempt('decide', request), () => decide(engine, request)),
    undo: (request) => audited(attempt('undo', request), () => undo(engine, request)),
    get: (request) => getOwn(engine, request),
    list: (request) => list(engine, request),
    inputOf: async (request) => {
      const { plan } = await getOwn(engine, request);
      return { tool: plan.tool, input: plan.input satisfies Json };
    },
    ownerOf: async ({ id }) => (await loadOperation(engine, id)).operation.principal,
    watch: (request) => watchOwn(engine, request),
    recover: () => recover(engine),
    auditTrail: () => auditLines(engine.store),
    verifyAudit: () => verifyAuditTrail(engine.store),
    close: () => close(engine),
  };
}

interface Attempt {
  event: string;
  principal: string;
  operation?: string;
  tool?: string;
}

function attempt(event: string, request: { id: string; caller: { principal: string } }): Attempt {
  return { event, principal: request.caller.principal, operation: request.id.slice(0, 100) };
}

/** What is carried out is audited with its journal entry; what is refused or fails before that, here. */
function auditingRefusals(engine: Engine) {
  return async <T>(about: Attempt, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (thrown) {
      const error = damaged(about.operation ?? '', thrown);
      const known = error instanceof OperationRefused || error instanceof Refusal;
      const { event, ...who } = about;
      const why = known ? { code: error.code, reason: error.message } : { code: 'failed' };
      await engine.journal.audit({ ...who, event: 'refused', outcome: event, ...why });
      throw error;
    }
  };
}

async function getOwn(engine: Engine, { id, principal }: { id: string; principal: string }): Promise<Operation> {
  const { operation } = await loadOperation(engine, id);
  if (operation.principal !== principal) throw unknownOperation();
  return expireWhenDue(engine, operation);
}

async function list(
  engine: Engine,
  { principal, limit = 50 }: { principal: string; limit?: number },
): Promise<Operation[]> {
  const rows = await engine.store
    .selectFrom('operations')
    .select('id')
    .where('principal', '=', principal)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  const operations: Operation[] = [];
  for (const { id } of rows) {
    try {
      operations.push(await getOwn(engine, { id, principal }));
    } catch (error) {
      engine.logger.error({ err: error, operation: id }, 'An operation is not listed: its journal is damaged');
    }
  }
  return operations;
}

async function* watchOwn(engine: Engine, request: Parameters<Operations['watch']>[0]) {
  await getOwn(engine, request);
  try {
    yield* watch(engine, request);
  } catch (error) {
    throw damaged(request.id, error);
  }
}

async function close(engine: Engine): Promise<void> {
  engine.closing.abort();
  const reason = new DOMException('The tool server is stopping.', 'AbortError');
  for (const run of engine.runs.values()) run.pause.abort(reason);
  await Promise.allSettled([...engine.runs.values()].map(({ finished }) => finished));
  engine.vault.wipeAll();
  dismissRunner(engine.runner);
  await engine.store.destroy();
}
