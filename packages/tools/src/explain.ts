import type { FailureCode, FixableBy, ToolFailure } from '@fes-assistant/protocol';
import { SisenseError } from '@fes-assistant/sisense';
import { z } from 'zod';
import { zodSentence } from './derive/zod-sentence.ts';
import { Refusal } from './refusal.ts';

interface Words {
  fixableBy: FixableBy;
  /** Used where the error has no sentence of its own that says more. */
  sentence: string;
}

/** One sentence for every code of the closed set. */
const words: Record<FailureCode, Words> = {
  unauthorized: {
    fixableBy: 'operator',
    sentence: 'Sisense did not accept the API token: connect again with a valid token.',
  },
  forbidden: {
    fixableBy: 'operator',
    sentence: 'The connected user may not do this in Sisense: connect with a token of an administrator.',
  },
  'not-found': { fixableBy: 'asker', sentence: 'Sisense knows nothing by that name or id: check it and ask again.' },
  ambiguous: {
    fixableBy: 'asker',
    sentence: 'Several things have that name: ask again with the id of the one you mean.',
  },
  conflict: {
    fixableBy: 'asker',
    sentence: 'Sisense already has something like it: choose another name or change that one.',
  },
  invalid: { fixableBy: 'asker', sentence: 'Sisense did not accept the values given: correct them and ask again.' },
  'rate-limited': { fixableBy: 'operator', sentence: 'Sisense asks for fewer requests: wait a minute and try again.' },
  unavailable: {
    fixableBy: 'operator',
    sentence: 'Sisense is not able to answer right now: try again in a few minutes.',
  },
  unreachable: {
    fixableBy: 'operator',
    sentence: 'The Sisense server could not be reached: check the address, the network and the certificate.',
  },
  timeout: { fixableBy: 'operator', sentence: 'Sisense did not answer in time: try again, or ask for less at once.' },
  cancelled: { fixableBy: 'asker', sentence: 'It was cancelled before it had finished.' },
  'unexpected-answer': {
    fixableBy: 'us',
    sentence: 'Sisense answered in a form that this version does not understand, so the answer was not used.',
  },
  'no-connection': {
    fixableBy: 'asker',
    sentence: 'No Sisense deployment is connected: connect one first, then ask again.',
  },
  refused: { fixableBy: 'asker', sentence: 'This was refused and nothing was done.' },
  stale: {
    fixableBy: 'asker',
    sentence: 'The deployment changed after the plan was made, so nothing was done: ask again to get a new plan.',
  },
  expired: { fixableBy: 'asker', sentence: 'The plan is too old to be approved: ask again to get a new one.' },
  'unknown-tool': { fixableBy: 'asker', sentence: 'There is no such tool: look it up in the list of tools.' },
  bug: {
    fixableBy: 'us',
    sentence: 'Something in this program went wrong, not in Sisense; the log has the details.',
  },
};

/** Codes whose own message names the thing that was meant; only where it does not quote the server as well. */
const speakForThemselves = new Set<FailureCode>(['not-found', 'ambiguous', 'conflict', 'invalid']);

/** Turns whatever was thrown into words, the same on every surface. Never repeats text that is not ours, save as `serverReason`. */
export function explain(error: unknown): ToolFailure {
  if (error instanceof SisenseError) return explainSisense(error);
  if (error instanceof Refusal) return failure(error.code, error.message);
  if (error instanceof z.ZodError) return failure('invalid', capitalised(zodSentence(error)));
  if (error instanceof Error && error.name === 'OperationRefused') return explainOperation(error);
  if (error instanceof Error && error.name === 'AbortError') return failure('cancelled');
  if (error instanceof Error && error.name === 'TimeoutError') return failure('timeout');
  return failure('bug');
}

function explainSisense(error: SisenseError): ToolFailure {
  const { serverReason, request } = error.details;
  const says = speakForThemselves.has(error.code) && serverReason === undefined && error.message !== '';
  const message = says ? error.message : words[error.code].sentence;
  return {
    code: error.code,
    message,
    fixableBy: error.fixableBy,
    ...(serverReason === undefined ? {} : { serverReason: shorten(serverReason, 500) }),
    request: `${request.method} ${request.path}`,
  };
}

function explainOperation(error: Error): ToolFailure {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'expired') return failure('expired', error.message);
  if (code === 'connection-needed') return failure('no-connection', error.message);
  if (code === 'unknown-operation') return failure('not-found', error.message);
  return failure('refused', error.message);
}

function failure(code: FailureCode, message = words[code].sentence): ToolFailure {
  return { code, message, fixableBy: words[code].fixableBy };
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
