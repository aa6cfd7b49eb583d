import type { Action, Step } from '@fes-assistant/protocol';
import { count } from '../shared/numbers.ts';

export const actionWords: Record<Action, string> = { create: 'Create', update: 'Change', delete: 'Delete', run: 'Run' };
const order: Action[] = ['delete', 'create', 'update', 'run'];

export interface PlanPart {
  action: Action;
  type: string;
  number: number;
}

/** How many of which kind: `Delete 3 users`, `Create 40 dashboards`; what deletes comes first. */
export function planParts(steps: Step[]): PlanPart[] {
  const parts = new Map<string, PlanPart>();
  for (const { action, asset } of steps) {
    const key = `${action} ${asset.type}`;
    const part = parts.get(key) ?? { action, type: asset.type, number: 0 };
    parts.set(key, { ...part, number: part.number + 1 });
  }
  return [...parts.values()].sort((one, other) => order.indexOf(one.action) - order.indexOf(other.action));
}

/** `Delete 3 users`. */
export function partWords({ action, type, number }: PlanPart): string {
  return `${actionWords[action]} ${count(number)} ${number === 1 ? typeWords(type) : plural(typeWords(type))}`;
}

/** `data-model` and `dataModel` → `data model`. */
export function typeWords(type: string): string {
  return type
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_.-]+/g, ' ')
    .toLowerCase();
}

function plural(word: string): string {
  return /(s|x|ch|sh)$/.test(word) ? `${word}es` : /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
