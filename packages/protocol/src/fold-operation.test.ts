import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldInto, foldJournal, foldOperation } from './fold-operation.ts';
import type { JournalEntry, Operation, OperationEvent, StepOutcome } from './operation.ts';
import type { Plan, Step } from './plan.ts';

const steps = ['s1', 's2', 's3'];
const plan = { steps: steps.map((id) => ({ id }) as Step) } as Plan;
const proposed: OperationEvent = {
  type: 'proposed',
  plan,
  digest: 'd',
  principal: 'ann',
  expiresAt: '2026-11-24T10:10:00Z',
};
const anyStep = fc.constantFrom(...steps);
const outcome: fc.Arbitrary<StepOutcome> = fc.constantFrom<StepOutcome[]>(
  { state: 'done', assetId: 'a1' },
  { state: 'skipped', reason: 'r' },
  { state: 'unknown', reason: 'r' },
  { state: 'failed', failure: { code: 'stale', message: 'm', fixableBy: 'asker' } },
);
const decision = fc.constantFrom('applied' as const, 'not-applied' as const);
const anyEvent: fc.Arbitrary<OperationEvent> = fc.oneof(
  fc.constant<OperationEvent>({ type: 'approved', by: 'ann', digest: 'd', secrets: ['p'] }),
  fc.constant<OperationEvent>({ type: 'started', fence: 1 }),
  fc.record({
    type: fc.constant('step-intended' as const),
    step: anyStep,
    attempt: fc.nat(3),
    intent: fc.constant(null),
  }),
  fc.record({ type: fc.constant('step-progress' as const), step: anyStep, message: fc.string() }),
  fc.record({ type: fc.constant('step-ended' as const), step: anyStep, outcome }),
  fc.constant<OperationEvent>({ type: 'cancel-requested', by: 'ann' }),
  fc.constant<OperationEvent>({ type: 'interrupted', reason: 'r' }),
  fc.record({
    type: fc.constant('decision-needed' as const),
    step: anyStep,
    question: fc.string(),
    candidates: fc.constant<string[]>([]),
  }),
  fc.record({ type: fc.constant('decided' as const), step: anyStep, by: fc.constant('ann'), decision }),
  fc.constant<OperationEvent>({ type: 'ended', state: 'partly', undoable: true }),
  fc.constant<OperationEvent>({ type: 'undone', by: 'o2', undoable: false }),
  fc.constant<OperationEvent>({ type: 'declined', by: 'ann' }),
  fc.constant<OperationEvent>({ type: 'expired' }),
);

function journal(events: OperationEvent[]): JournalEntry[] {
  return [proposed, ...events].map((event, index) => ({ seq: index + 1, at: 't', ...event }));
}

test('server, page and restart compute the same: one by one, at once, or from any point on', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), fc.nat(), (events, where) => {
      const entries = journal(events);
      const cut = 1 + (where % entries.length);
      let oneByOne: Operation | undefined;
      for (const entry of entries) oneByOne = foldOperation('o1', oneByOne, entry);
      const whole = foldJournal('o1', entries);
      const half = foldJournal('o1', entries.slice(0, cut));
      const frozen = JSON.stringify(half);
      const resumed = foldJournal('o1', entries.slice(cut), half);
      const followed = foldJournal('o1', [], half);
      if (!followed) throw new Error('nothing folded');
      foldInto(followed, entries.slice(cut));
      expect(followed).toEqual(oneByOne);
      expect(whole).toEqual(oneByOne);
      expect(resumed).toEqual(oneByOne);
      expect(JSON.stringify(half)).toBe(frozen);
    }),
  );
});

test('counts always add up to the steps there are', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const {
        total = 0,
        done = 0,
        failed = 0,
        skipped = 0,
        unknown = 0,
        pending = 0,
      } = foldJournal('o1', journal(events))?.counts ?? {};
      expect(done + failed + skipped + unknown + pending).toBe(total);
      expect(total).toBe(steps.length);
    }),
  );
});

test('a journal that begins in the middle, or names a step that is not planned, is refused', () => {
  expect(() => foldJournal('o1', [{ seq: 1, at: 't', type: 'started', fence: 1 }])).toThrow(
    'does not begin with a proposal',
  );
  const stray: OperationEvent = { type: 'step-progress', step: 's9', message: 'm' };
  expect(() => foldJournal('o1', journal([stray]))).toThrow('names the step s9');
});

test('an entry folded in changes nothing that was handed out before', () => {
  const before = foldJournal('o1', journal([]));
  const after = foldOperation('o1', before, {
    seq: 2,
    at: 't',
    type: 'step-ended',
    step: 's1',
    outcome: { state: 'done' },
  });
  expect(before?.steps['s1']).toEqual({ state: 'pending', attempt: 0 });
  expect(after.counts).toMatchObject({ done: 1, pending: 2 });
});
