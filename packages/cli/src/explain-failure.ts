import { CannotListen, SettingsError, StoreTooNew } from '@fes-assistant/runtime';
import { CommandFailed } from './command-failed.ts';

/** One line for what a person can mend; the stack only for what nobody expected. */
export function explainFailure(error: unknown): string {
  const expected = [SettingsError, CannotListen, StoreTooNew, CommandFailed].some((kind) => error instanceof kind);
  if (error instanceof Error && expected) return error.message;
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `Something went wrong that is not your fault. Please report it with these lines:\n${details}`;
}
