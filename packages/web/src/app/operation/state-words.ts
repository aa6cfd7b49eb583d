import type { Counts, EndState, Operation } from '@fes-assistant/protocol';
import { count, counted } from '../shared/numbers.ts';

export type Tone = 'waiting' | 'busy' | 'good' | 'mixed' | 'bad' | 'over';

const endWords: Record<EndState, { word: string; tone: Tone }> = {
  done: { word: 'Done', tone: 'good' },
  partly: { word: 'Partly done', tone: 'mixed' },
  failed: { word: 'Failed', tone: 'bad' },
  unknown: { word: 'Outcome unknown', tone: 'mixed' },
  cancelled: { word: 'Cancelled', tone: 'over' },
};

/** The state of an operation in one true word or two. */
export function stateWord({ state, end, cancelRequested }: Operation): { word: string; tone: Tone } {
  switch (state) {
    case 'proposed':
      return { word: 'Waits for your approval', tone: 'waiting' };
    case 'declined':
      return { word: 'Declined', tone: 'over' };
    case 'expired':
      return { word: 'Expired', tone: 'over' };
    case 'approved':
    case 'running':
      return { word: cancelRequested ? 'Stopping' : 'Running', tone: 'busy' };
    case 'interrupted':
      return { word: 'Interrupted', tone: 'mixed' };
    case 'needs-decision':
      return { word: 'Needs your decision', tone: 'waiting' };
    case 'ended':
      return end ? endWords[end] : { word: 'Ended', tone: 'over' };
    default:
      return state satisfies never;
  }
}

/** `38 done, 1 failed, 2 not started`: only what there is. */
export function countWords(counts: Counts): string {
  const parts: [number, string][] = [
    [counts.done, 'done'],
    [counts.failed, 'failed'],
    [counts.unknown, 'unknown'],
    [counts.skipped, 'skipped'],
    [counts.pending, 'not done'],
  ];
  return parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${count(number)} ${word}`)
    .join(', ');
}

/** What the end means, in one sentence. */
export function endSentence({ end, counts }: Operation): string {
  const steps = counted(counts.total, 'step');
  switch (end) {
    case 'done':
      return counts.total === 1 ? 'The change was made and checked.' : `All ${steps} were made and checked.`;
    case 'partly':
      return `${count(counts.done)} of ${steps} were made and checked; ${countWords({ ...counts, done: 0 })}.`;
    case 'failed':
      return counts.total === 1 ? 'The change was not made.' : `None of the ${steps} was made: ${countWords(counts)}.`;
    case 'unknown':
      return `It could not be established whether everything happened: ${countWords(counts)}. Look at the deployment before trying again.`;
    case 'cancelled':
      return counts.done === 0
        ? 'It was cancelled before anything was changed.'
        : `It was cancelled: ${countWords(counts)}.`;
    default:
      return countWords(counts);
  }
}
