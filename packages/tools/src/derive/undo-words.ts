import type { StepKind } from '../step-kind.ts';
import type { Tool } from '../tool.ts';

/** How far one kind of step can be taken back, as the approver reads it. */
export function undoWords(kind: StepKind): string {
  return kind.undo.possible ? `Can be undone: ${kind.undo.how}` : `Cannot be undone: ${kind.undo.because}`;
}

/** The same for a whole tool: each of its step kinds once. */
export function toolUndoWords(tool: Tool): string | undefined {
  if (tool.effect !== 'change' || tool.steps === undefined) return undefined;
  return [...new Set(tool.steps.map(undoWords))].join('; ');
}
