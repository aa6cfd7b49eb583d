import { SisenseError } from '@fes-assistant/sisense';

/** What was asked for, or `null` where Sisense says that it does not exist; every other failure stays a failure. */
export async function ifFound<Value>(asked: Promise<Value>): Promise<Value | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof SisenseError && error.code === 'not-found') return null;
    throw error;
  }
}
