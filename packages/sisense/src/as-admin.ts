import { SisenseError } from './errors.ts';
import type { CallOptions } from './lookup.ts';

/** What every method that an administrator may use on what others own takes last (rest-api §1.4, §5.4). */
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
  return asAdminOrOwner({ wanted, owns: async () => true }, call);
}

/**
 * The same for a call that does something else to what others own: a deletion without `adminAccess` only takes a dashboard
 * off one's own list. It is repeated only where the user owns what it is about.
 */
export async function asAdminOrOwner<T>(
  { wanted, owns }: { wanted: boolean | undefined; owns: () => Promise<boolean> },
  call: (query: { adminAccess?: boolean }) => Promise<T>,
): Promise<T> {
  if (wanted === false) return call({});
  try {
    return await call({ adminAccess: true });
  } catch (error) {
    if (!isRefusedAdminAccess(error) || !(await owns())) throw error;
    return await call({}).catch((second: unknown) => {
      throw tellsMore(error, second);
    });
  }
}

/** Without `adminAccess` what others own is "not found": that it was forbidden to an administrator says more. */
function tellsMore(first: SisenseError, second: unknown): unknown {
  const isHidden = second instanceof SisenseError && second.code === 'not-found';
  return isHidden && first.code === 'forbidden' ? first : second;
}

function isRefusedAdminAccess(error: unknown): error is SisenseError {
  if (!(error instanceof SisenseError) || error.details.mayHaveHappened) return false;
  return error.code === 'forbidden' || error.details.status === 422;
}
