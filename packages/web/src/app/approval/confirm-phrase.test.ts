import type { Plan, Step } from '@fes-assistant/protocol';
import { describe, expect, it } from 'vitest';
import { confirmPhrase, isConfirmed } from './confirm-phrase.ts';

function planOf(...actions: Step['action'][]): Plan {
  const steps = actions.map(
    (action, index): Step => ({
      id: `s${index + 1}`,
      kind: 'user.delete',
      action,
      side: 'only',
      asset: { type: 'user', name: 'x' },
      argument: {},
      changes: [],
      consequences: [],
      fingerprint: '',
      secrets: [],
      undo: 'Cannot be undone.',
    }),
  );
  return { tool: 't', title: 'T', summary: 'S', steps, warnings: [], connections: [], input: {} };
}

describe('the phrase to type', () => {
  it('is asked for when a plan deletes several things', () => {
    expect(confirmPhrase(planOf('delete', 'delete', 'delete', 'create'))).toBe('delete 3');
  });

  it('is not asked for otherwise', () => {
    expect(confirmPhrase(planOf('delete', 'create', 'update'))).toBeUndefined();
    expect(isConfirmed(undefined, '')).toBe(true);
  });

  it('must be the phrase', () => {
    expect(isConfirmed('delete 3', ' Delete  3 ')).toBe(true);
    expect(isConfirmed('delete 3', 'delete 4')).toBe(false);
    expect(isConfirmed('delete 3', '')).toBe(false);
  });
});
