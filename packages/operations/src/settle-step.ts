import { type Json, quotedText, type StepProgress, type ToolFailure } from '@fes-assistant/protocol';
import { explain, type StepKind } from '@fes-assistant/tools';
import { keepState, readState } from './blobs.ts';
import { describeDifference } from './describe-difference.ts';
import { digestOf } from './digest.ts';
import { record } from './run.ts';
import {
  endStep,
  failStep,
  isAbort,
  isOutage,
  logBug,
  mayHaveHappened,
  readNow,
  type StepVerdict,
  type StepWork,
  verdictOf,
} from './step-work.ts';
import { withoutSecrets } from './without-secrets.ts';

interface Sent {
  before: Json;
  intent: Json;
  applied?: { id?: string; result?: Json };
  error?: unknown;
}

type Judged = ReturnType<StepKind['judge']>;
type ReadBack = { now: Json; judged: Judged } | { failed: unknown };

/** Signals that nothing reached the deployment, and that sending again is safe and may help. */
export const sendAgain = 'send-again';

/** Decides what a sent change came to: by what was answered, and always by what is there now. */
export async function settleStep(work: StepWork, sent: Sent): Promise<StepVerdict | typeof sendAgain> {
  const { error } = sent;
  if (error !== undefined && !mayHaveHappened(error)) {
    if (isOutage(error) && error.code !== 'unauthorized') return sendAgain;
    return isOutage(error) || isAbort(error) ? verdictOf(work, error) : settleRefused(work, sent);
  }
  const back = await readBack(work, sent, work.engine.patience.readBack);
  if ('failed' in back) return unreadable(work, back.failed);
  if (back.judged === 'applied') return stepDone(work, { ...sent, now: back.now });
  if (back.judged !== 'not-applied') return ask(work, back.judged);
  if (error === undefined) return failWith(work, { failure: notThere, before: sent.before, now: back.now });
  if (isOutage(error) || (isAbort(error) && work.engine.closing.signal.aborted)) {
    return {
      interrupted: `${explain(error).message} The change was not there when it was read back. Resume to look again and go on.`,
    };
  }
  return failFor(work, { error, before: sent.before, now: back.now });
}

/**
 * A refusal of the last request. A step of several requests may have done part of its work before: only when everything is
 * as it was has nothing happened.
 */
async function settleRefused(work: StepWork, sent: Sent): Promise<StepVerdict> {
  const back = await readBack(work, sent, []);
  if ('failed' in back) return failStep(work, sent.error);
  if (digestOf(back.now) !== digestOf(sent.before)) {
    if (back.judged === 'applied') return stepDone(work, { ...sent, now: back.now });
    if (back.judged !== 'not-applied') return ask(work, back.judged);
  }
  return failFor(work, { error: sent.error, before: sent.before, now: back.now });
}

/**
 * Judges a change that an earlier run had begun and not recorded. `not-applied` comes back to the caller: it may be done
 * now.
 */
export async function settleEarlier(work: StepWork, progress: StepProgress): Promise<StepVerdict | 'not-applied'> {
  const { run, step, engine } = work;
  const decided = run.operation.decision?.step === step.id ? run.operation.decision : undefined;
  if (decided?.decision === 'not-applied') return 'not-applied';
  const before = progress.before === undefined ? null : await readState(engine.store, progress.before);
  const sent = { before, intent: progress.intent ?? null };
  const back = await readBack(work, sent, engine.patience.readBack);
  if ('failed' in back) return unreadable(work, back.failed);
  if (decided) {
    const applied = decided.candidate === undefined ? {} : { applied: { id: decided.candidate } };
    return stepDone(work, { ...sent, ...applied, now: back.now });
  }
  if (back.judged === 'applied') return stepDone(work, { ...sent, now: back.now });
  if (back.judged === 'not-applied') return 'not-applied';
  return ask(work, back.judged);
}

/** Reads until the effect is seen, as often as patience allows: some effects show late. */
async function readBack(work: StepWork, sent: Sent, pauses: number[]): Promise<ReadBack> {
  const { kind, argument, engine } = work;
  const finishing = new AbortController().signal;
  let last: ReadBack = { failed: new Error('It was not read back.') };
  for (const pause of [0, ...pauses]) {
    if (pause > 0) await engine.sleep(pause);
    try {
      const now = await readNow(work, finishing);
      const { before, intent, applied } = sent;
      const judged = kind.judge({ argument, now, before, intent, ...(applied === undefined ? {} : { applied }) });
      last = { now, judged };
      if (judged === 'applied') return last;
    } catch (error) {
      last = { failed: error };
    }
  }
  return last;
}

async function stepDone(work: StepWork, sent: Sent & { now: Json }): Promise<'ended'> {
  const { step, kind, argument } = work;
  const { before, intent, applied, now } = sent;
  const blobs = new Map<string, string>();
  const assetId =
    applied?.id ??
    kind.idOf?.({ argument, now, before, intent }) ??
    (step.action === 'create' ? undefined : step.asset.id);
  const outcome = {
    state: 'done' as const,
    ...(assetId === undefined ? {} : { assetId }),
    ...(applied?.result === undefined ? {} : { result: applied.result }),
    before: keepState(blobs, before),
    after: keepState(blobs, now),
  };
  return endStep(work, outcome, blobs);
}

const notThere: ToolFailure = {
  code: 'unexpected-answer',
  message:
    'Sisense answered that it was done, but reading it back does not show the change. Look at it in Sisense, then ask again.',
  fixableBy: 'operator',
};

function failFor(work: StepWork, { error, ...states }: { error: unknown; before: Json; now: Json }): Promise<'ended'> {
  const failure = explain(error);
  if (failure.code === 'bug') logBug(work, error);
  return failWith(work, { ...states, failure });
}

/** A failed step that left something different says so. */
function failWith(
  work: StepWork,
  { failure, before, now }: { failure: ToolFailure; before: Json; now: Json },
): Promise<'ended'> {
  const changed = digestOf(before) !== digestOf(now);
  const message = changed
    ? `${failure.message} Part of it may have happened: ${describeDifference(before, now)}.`
    : failure.message;
  return endStep(work, { state: 'failed', failure: { ...failure, message } });
}

async function unreadable(work: StepWork, error: unknown): Promise<StepVerdict> {
  const { message } = explain(error);
  if (isOutage(error)) {
    return {
      interrupted: `${message} Whether step ${work.step.id} happened is not known yet: it is looked up first when you resume.`,
    };
  }
  logBug(work, error);
  return ask(work, { unknown: `It could not be read back. ${message}`, candidates: [] });
}

async function ask(work: StepWork, judged: 'unknown' | { unknown: string; candidates: string[] }): Promise<'asked'> {
  const { step } = work;
  const { unknown, candidates } =
    judged === 'unknown' ? { unknown: 'What is there now does not tell.', candidates: [] } : judged;
  const what = `${step.action} ${step.asset.type} ${quotedText(step.asset.name)}`;
  const question = `Did this happen: ${what}? ${unknown} Look in Sisense, then say whether it happened.`;
  const event = {
    type: 'decision-needed' as const,
    step: step.id,
    ...withoutSecrets({ question, candidates }, work.secrets),
  };
  await record(work.engine, work.run, [event], { lease: 'release' });
  return 'asked';
}
