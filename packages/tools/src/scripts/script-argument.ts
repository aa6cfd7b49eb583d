import { z } from 'zod';
import { Refusal } from '../refusal.ts';

/** JavaScript as text, or `{"script": "…"}` as the Python implementation also took it. */
export const scriptArgument = z.union([z.string(), z.object({ script: z.string() })]).describe('JavaScript');

export function readScript(given: z.output<typeof scriptArgument>): string {
  if (typeof given !== 'string') return given.script;
  const wrapped = /^\s*\{\s*"script"\s*:/.test(given) ? parseWrapped(given) : undefined;
  return wrapped ?? given;
}

function parseWrapped(text: string): string | undefined {
  try {
    return z.object({ script: z.string() }).parse(JSON.parse(text)).script;
  } catch {
    throw new Refusal(
      'The script starts like JSON with a "script" but is none: give the JavaScript as plain text.',
      'invalid',
    );
  }
}
