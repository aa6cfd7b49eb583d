import type { Turn } from '@fes-assistant/protocol';
import { describe, expect, it } from 'vitest';
import { echoToShow } from './use-ask.ts';

const begun: Turn = {
  id: 't1',
  text: 'Show me all users',
  by: 'person',
  at: '2026-11-24T09:00:00.000Z',
  state: 'running',
  phase: 'started',
  tools: [],
  log: [],
  answer: [],
};

describe('the echo of a sent message', () => {
  const echo = { conversationId: 'c1', text: 'Show me all users' };

  it('shows while the server has not answered, and while the turn has not come back as an event', () => {
    expect(echoToShow(echo, { id: 'c1', turns: [] })).toEqual(echo);
    expect(echoToShow({ ...echo, turn: 't1' }, { id: 'c1', turns: [] })).toBeDefined();
  });

  it('is gone once its turn has begun', () => {
    expect(echoToShow({ ...echo, turn: 't1' }, { id: 'c1', turns: [begun] })).toBeUndefined();
  });

  it('does not mistake an earlier turn with the same words for it', () => {
    expect(echoToShow({ ...echo, turn: 't2' }, { id: 'c1', turns: [begun] })).toBeDefined();
  });

  it('belongs to its conversation only', () => {
    expect(echoToShow(echo, { id: 'c2', turns: [] })).toBeUndefined();
  });
});
