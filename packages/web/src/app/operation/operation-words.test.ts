import type { Operation, Step } from '@fes-assistant/protocol';
import { describe, expect, it } from 'vitest';
import { partWords, planParts } from './plan-summary.ts';
import { endSentence, stateWord } from './state-words.ts';

const step = (action: Step['action'], type: string): Step => ({
  id: 's1',
  kind: `${type}.${action}`,
  action,
  side: 'only',
  asset: { type, name: 'x' },
  argument: {},
  changes: [],
  consequences: [],
  fingerprint: '',
  secrets: [],
  undo: 'Cannot be undone.',
});
const operation = (part: Partial<Operation>): Operation => ({
  id: 'op-1',
  state: 'ended',
  undoable: false,
  cancelRequested: false,
  plan: { tool: 't', title: 'T', summary: 'S', steps: [], warnings: [], connections: [], input: {} },
  digest: '0'.repeat(64),
  principal: 'local',
  createdAt: '2026-11-24T09:00:00.000Z',
  expiresAt: '2026-11-24T09:10:00.000Z',
  secrets: [],
  steps: {},
  counts: { total: 40, done: 40, failed: 0, skipped: 0, unknown: 0, pending: 0 },
  seq: 1,
  ...part,
});

describe('what a plan does, in numbers', () => {
  it('counts by what happens to which kind of thing, deletions first', () => {
    const steps = [
      step('create', 'dashboard'),
      step('delete', 'user'),
      step('create', 'dashboard'),
      step('update', 'data-security'),
    ];
    expect(planParts(steps).map(partWords)).toEqual(['Delete 1 user', 'Create 2 dashboards', 'Change 1 data security']);
  });
});

describe('how an operation ended', () => {
  it('is never called done when it was not', () => {
    expect(stateWord(operation({ end: 'done' })).word).toBe('Done');
    expect(stateWord(operation({ end: 'partly' })).word).toBe('Partly done');
    expect(stateWord(operation({ end: 'unknown' })).word).toBe('Outcome unknown');
    expect(stateWord(operation({ state: 'running', cancelRequested: true })).word).toBe('Stopping');
  });

  it('says what was made and what was not', () => {
    const counts = { total: 40, done: 37, failed: 2, skipped: 0, unknown: 1, pending: 0 };
    expect(endSentence(operation({ end: 'done' }))).toBe('All 40 steps were made and checked.');
    expect(endSentence(operation({ end: 'partly', counts }))).toBe(
      '37 of 40 steps were made and checked; 2 failed, 1 unknown.',
    );
  });

  it('says that a cancelled operation changed nothing only when that is so', () => {
    const none = { total: 2, done: 0, failed: 0, skipped: 0, unknown: 0, pending: 2 };
    expect(endSentence(operation({ end: 'cancelled', counts: none }))).toContain('before anything was changed');
    expect(endSentence(operation({ end: 'cancelled', counts: { ...none, done: 1, pending: 1 } }))).toBe(
      'It was cancelled: 1 done, 1 not done.',
    );
  });
});
