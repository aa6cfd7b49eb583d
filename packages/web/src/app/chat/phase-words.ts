import type { TurnPhase } from '@fes-assistant/protocol';

/** What a running turn is doing right now, in a few words. */
export const phaseWords: Record<TurnPhase, string> = {
  started: 'Starting',
  planning: 'Working out what to do',
  executing_tools: 'Asking the deployment',
  summarizing: 'Writing the answer',
  completed: 'Finishing',
  cancelled: 'Stopping',
};
