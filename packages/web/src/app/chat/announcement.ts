import type { Conversation } from '@fes-assistant/protocol';
import { phaseWords } from './phase-words.ts';

/** What a screen reader is told about the newest turn: that it runs, waits, failed, or its answer. */
export function announcement({ turns, operations }: Conversation): string {
  const turn = turns.at(-1);
  if (!turn) return '';
  const waiting = turn.tools.some(({ operationId }) => operations[operationId ?? '']?.operation.state === 'proposed');
  if (turn.state === 'running') return `${phaseWords[turn.phase]}.`;
  if (waiting) return 'A change waits for your approval.';
  if (turn.state === 'cancelled') return 'Stopped.';
  if (turn.failure) return `Failed. ${turn.failure.message}`;
  if (turn.question) return `Question: ${turn.question.text}`;
  return turn.answer
    .map(({ text }) => text)
    .join(' ')
    .slice(0, 300);
}
