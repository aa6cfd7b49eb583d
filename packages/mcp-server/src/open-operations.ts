import { join } from 'node:path';
import { createOperations, type Operations, type WaitingLimits } from '@fes-assistant/operations';
import { type Logger, openChangesLog, type Settings } from '@fes-assistant/runtime';
import type { Catalog } from '@fes-assistant/tools';

interface OpenOperationsOptions {
  settings: Settings;
  logger: Logger;
  catalog: Catalog;
  now: () => number;
  approvalUrlFor: (id: string) => string;
  waitingLimits?: Partial<WaitingLimits> | undefined;
}

/** Opens the engine of changes on this installation's data directory and folds what an earlier run left unfinished. */
export async function openOperations(options: OpenOperationsOptions): Promise<Operations> {
  const { settings, logger, catalog, now, approvalUrlFor, waitingLimits = {} } = options;
  const changes = openChangesLog({ settings, secrets: logger.secrets, now: () => new Date(now()) });
  const { ttlSeconds } = settings.approval;
  const operations = await createOperations({
    store: { file: join(settings.data.dir, 'operations.db') },
    catalog,
    approvalUrlFor,
    approvalTtl: ttlSeconds === undefined ? undefined : ttlSeconds * 1000,
    changesAllowed: settings.tools.allowMutations,
    waitingLimits,
    logger,
    onSecret: (value) => logger.secrets.add(value),
    onAuditLine: (line) => changes.record(JSON.parse(line)),
    clock: () => new Date(now()),
  }).catch(async (error: unknown) => {
    await changes.close();
    throw error;
  });
  const interrupted = await operations.recover();
  if (interrupted.length > 0) {
    logger.warn(
      { operations: interrupted },
      `${interrupted.length} operations were interrupted: connect to resume them`,
    );
  }
  const close = async () => {
    await operations.close();
    await changes.close();
  };
  return { ...operations, close };
}
