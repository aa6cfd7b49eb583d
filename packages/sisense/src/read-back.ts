import { SisenseError } from './errors.ts';

/**
 * Reads what a change left behind. When that fails, the error says that the change was accepted, and counts it as one that
 * may have happened: the read's own error would look as if nothing had been done.
 *
 * @throws SisenseError
 */
export async function readBack<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof SisenseError)) throw error;
    throw new SisenseError(`Sisense accepted the change, but what it left could not be read back. ${error.message}`, {
      ...error.details,
      mayHaveHappened: true,
    });
  }
}
