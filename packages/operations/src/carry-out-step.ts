import { type Json, type Operation, quotedText, type Step } from '@fes-assistant/protocol';
import { keepState, readState } from './blobs.ts';
import { withDeploymentLock } from './deployment-lock.ts';
import { describeDifference } from './describe-difference.ts';
import { digestOf } from './digest.ts';
import type { Engine } from './engine.ts';
import { hasPlannedState } from './plan-steps.ts';
import { outcomeIdOf, referencesIn, replaceReferences } from './references.ts';
import { type Run, record, requireLease, sisenseOf } from './run.ts';
import { sendAgain, settleEarlier, settleStep } from './settle-step.ts';
import { reportProgress } from './step-progress.ts';
import { endStep, failStep, isAbort, readNow, type StepVerdict, type StepWork, verdictOf } from './step-work.ts';

const cancelledBefore = 'Cancelled before it began.';

/** Carries out one step, or establishes what an earlier run's attempt came to. */
export async function carryOutStep(engine: Engine, run: Run, step: Step): Promise<StepVerdict> {
  const secrets = secretsFor(engine, run, step);
  const unmet = unmetDependency(run.operation, step);
  if (unmet !== undefined) return endStep({ engine, run, step, secrets }, { state: 'skipped', reason: unmet });
  const work = await prepare({ engine, run, step, secrets });
  if (work === 'ended') return work;
  if (step.action === 'run') return workOn(work);
  const deployment = run.operation.plan.connections.find(({ side }) => side === step.side)?.deployment ?? step.side;
  const { signal } = run.pause;
  try {
    return await withDeploymentLock(engine, { deployment, operation: run.operation.id, signal }, () => workOn(work));
  } catch (error) {
    if (signal.aborted && isAbort(error)) return 'paused';
    throw error;
  }
}

/** The reason to skip a step: one that it stands on was not done. */
function unmetDependency(operation: Operation, step: Step): string | undefined {
  for (const id of [...referencesIn(step.argument)]) {
    const other = operation.plan.steps.find((one) => one.id === id);
    const name = `step ${id} (${other?.asset.type ?? 'asset'} ${quotedText(other?.asset.name ?? '')})`;
    if (operation.steps[id]?.state !== 'done') return `It stands on ${name}, which was not done.`;
    if (outcomeIdOf(operation, id) === undefined) return `It needs the id that ${name} made, and that id is not known.`;
  }
  return undefined;
}

async function prepare(base: Pick<StepWork, 'engine' | 'run' | 'step' | 'secrets'>): Promise<StepWork | 'ended'> {
  const { engine, run, step } = base;
  const resolved = replaceReferences(step.argument, (id) => outcomeIdOf(run.operation, id) ?? null);
  try {
    const kind = engine.catalog.findStepKind(step.kind);
    if (!kind) throw new Error(`The step kind ${step.kind} is not in the catalogue of this version.`);
    return { ...base, kind, resolved, argument: kind.argument.parse(resolved), sisense: sisenseOf(run, step.side) };
  } catch (error) {
    return failStep(base, error);
  }
}

async function workOn(work: StepWork): Promise<StepVerdict> {
  const { run, step } = work;
  const progress = run.operation.steps[step.id];
  if (progress?.state === 'intended') {
    const verdict = await settleEarlier(work, progress);
    if (verdict !== 'not-applied') return verdict;
    if (run.operation.cancelRequested) return endStep(work, { state: 'skipped', reason: cancelledBefore });
  }
  return attempt(work);
}

async function attempt(work: StepWork): Promise<StepVerdict> {
  const { engine, run } = work;
  for (const pause of [...engine.patience.sendAgain, undefined]) {
    const prepared = await readAndIntend(work);
    if ('verdict' in prepared) return prepared.verdict;
    const answer = await call(work, prepared);
    const verdict = await settleStep(work, { ...prepared, ...answer });
    if (verdict !== sendAgain) return verdict;
    if (pause === undefined) return verdictOf(work, 'error' in answer ? answer.error : undefined);
    try {
      await engine.sleep(pause, run.pause.signal);
    } catch (error) {
      return verdictOf(work, error);
    }
  }
  return 'paused';
}

interface Intended {
  before: Json;
  intent: Json;
  number: number;
}

/** Everything up to the first byte: the state is the planned one, and what is about to happen is on the disk. */
async function readAndIntend(work: StepWork): Promise<Intended | { verdict: StepVerdict }> {
  const { engine, run, step, kind, argument, resolved, sisense } = work;
  const { signal } = run.pause;
  let before: Json;
  let intent: Json;
  try {
    signal.throwIfAborted();
    before = await readNow(work, signal);
    const stale = await staleWords(work, before);
    if (stale !== undefined) return { verdict: await endStep(work, { state: 'failed', failure: stale }) };
    intent = (await kind.intend?.({ argument, sisense, signal })) ?? null;
    signal.throwIfAborted();
  } catch (error) {
    return { verdict: await verdictOf(work, error) };
  }
  const number = (run.operation.steps[step.id]?.attempt ?? 0) + 1;
  const blobs = new Map<string, string>();
  const recorded = { before: keepState(blobs, before), ...(resolved === step.argument ? {} : { argument: resolved }) };
  await record(engine, run, [{ type: 'step-intended', step: step.id, attempt: number, intent, ...recorded }], {
    blobs,
  });
  return { before, intent, number };
}

async function staleWords({ engine, run, step }: StepWork, now: Json) {
  if (!hasPlannedState(step) || digestOf(now) === step.fingerprint) return undefined;
  if (changedByItself(run.operation, step)) return undefined;
  const planned = step.before === undefined ? null : await readState(engine.store, step.before);
  const name = `${step.asset.type} ${quotedText(step.asset.name)}`;
  const who = run.operation.steps[step.id]?.attempt === 0 ? 'Someone else' : 'Someone else, or an earlier attempt,';
  const difference = describeDifference(planned, now);
  const message = `${who} changed ${name} after the plan was made, so it was left as it is: ${difference}. Ask again to get a new plan.`;
  return { code: 'stale' as const, message, fixableBy: 'asker' as const };
}

/** Whether an earlier step of this very operation changed the same asset, so that it cannot be as it was planned against. */
function changedByItself({ plan, steps }: Operation, step: Step): boolean {
  const same = (other: Step) =>
    other.side === step.side &&
    other.asset.type === step.asset.type &&
    (other.asset.id ?? other.asset.name) === (step.asset.id ?? step.asset.name);
  const earlier = plan.steps.slice(0, plan.steps.indexOf(step));
  return earlier.some((other) => steps[other.id]?.state === 'done' && same(other));
}

/** The one place where a change leaves. */
async function call(work: StepWork, { intent, number }: { intent: Json; number: number }) {
  const { engine, run, step, kind, argument, sisense, secrets } = work;
  const progress = reportProgress(work);
  const signal = step.action === 'run' ? run.pause.signal : new AbortController().signal;
  requireLease(engine, run);
  await engine.checkpoint('before-call', run.operation.id);
  try {
    const applied = await kind.apply({
      argument,
      sisense,
      signal,
      intent,
      attempt: number,
      secrets,
      progress: progress.report,
    });
    return { applied };
  } catch (error) {
    return { error: error ?? new Error('Failed without saying why.') };
  } finally {
    await progress.written();
    await engine.checkpoint('after-call', run.operation.id);
  }
}

function secretsFor(engine: Engine, run: Run, step: Step): Record<string, string> {
  const held = engine.vault.of(run.operation.id);
  return Object.fromEntries(Object.entries(held).filter(([name]) => step.secrets.includes(name)));
}
