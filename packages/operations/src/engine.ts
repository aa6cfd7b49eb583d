import type { Catalog } from '@fes-assistant/tools';
import type { Checkpoint } from './checkpoint.ts';
import type { Journal } from './journal/journal.ts';
import type { OperationsStore } from './journal/tables.ts';
import type { Run } from './run.ts';
import type { SecretVault } from './secret-vault.ts';
import type { WaitingLimits } from './waiting-limits.ts';

/** What a log must offer; pino does. */
export interface Logger {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface Patience {
  /** Pauses before reading back again when the effect is not there yet, in milliseconds. */
  readBack: number[];
  /** Pauses before sending again what verifiably never reached the deployment, in milliseconds. */
  sendAgain: number[];
  /** How long a runner holds an operation without a sign of life, in milliseconds. */
  lease: number;
  /** How often another process's writes are looked for while watching, in milliseconds. */
  watch: number;
}

/** What every part of the engine works with. */
export interface Engine {
  catalog: Catalog;
  store: OperationsStore;
  journal: Journal;
  vault: SecretVault;
  /** Operations that this process carries out now. */
  runs: Map<string, Run>;
  /** Names this process in leases. */
  runner: string;
  isRunnerAlive: (runner: string) => boolean;
  clock: () => Date;
  /** Rejects with the signal's reason when it aborts. */
  sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  newId: () => string;
  approvalUrlFor: (id: string) => string;
  /** Milliseconds that a proposal waits for approval; by its size where not set. */
  approvalTtl: number | undefined;
  changesAllowed: boolean;
  waitingLimits: WaitingLimits;
  logger: Logger;
  checkpoint: Checkpoint;
  patience: Patience;
  closing: AbortController;
}
