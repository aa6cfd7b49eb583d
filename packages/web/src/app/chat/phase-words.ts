import type { Turn, TurnPhase } from '@fes-assistant/protocol';

const words: Record<TurnPhase, string> = {
  started: 'Starting',
  planning: 'Working out what to do',
  executing_tools: 'Asking the deployment',
  summarizing: 'Writing the answer',
  completed: 'Finishing',
  cancelled: 'Stopping',
};

/** What a running turn is doing right now, in a few words. */
export function phaseWords(turn: Turn): string {
  const running = turn.tools.findLast((tool) => tool.state === 'running');
  return turn.phase === 'executing_tools' && running ? running.title : words[turn.phase];
}
