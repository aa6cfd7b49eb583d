import { SisenseError } from './errors.ts';
import type { CallOptions } from './lookup.ts';

export interface AdminOptions extends CallOptions {
  /**
   * Whether to ask as an administrator, who reaches what others own; tried first unless told otherwise, and left out where
   * Sisense refuses it (403 for other users, 422 on servers that do not know it; rest-api §1.4, §5.4).
   */
  adminAccess?: boolean | undefined;
}

/** Calls with `adminAccess=true`, and without it when exactly that was refused; a refusal changed nothing. */
export async function asAdmin<T>(
  wanted: boolean | undefined,
  call: (query: { adminAccess?: boolean }) => Promise<T>,
): Promise<T> {
  if (wanted === false) return call({});
  try {
    return await call({ adminAccess: true });
  } catch (error) {
    if (!isRefusedAdminAccess(error)) throw error;
    return call({});
  }
}

function isRefusedAdminAccess(error: unknown): boolean {
  if (!(error instanceof SisenseError) || error.details.mayHaveHappened) return false;
  return error.code === 'forbidden' || error.details.status === 422;
}
