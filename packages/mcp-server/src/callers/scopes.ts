import type { Operations } from '@fes-assistant/operations';
import { Refusal } from '@fes-assistant/tools';

/** What a token may allow: to read, to propose and approve changes, to propose and approve migrations. */
export const allScopes = ['read', 'change', 'migrate'] as const;
export type Scope = (typeof allScopes)[number];

/** The scopes of a granted list that mean something here. */
export function knownScopes(granted: Iterable<string>): Scope[] {
  const words = new Set(granted);
  return allScopes.filter((scope) => words.has(scope));
}

interface Scoped {
  id: string;
  effect: 'read' | 'change';
}

/**
 * Scopes of which a call of a tool needs one. Tools about operations serve changes and migrations alike, and `tools.call`
 * is judged by the tool that it calls.
 */
export function scopesFor({ id, effect }: Scoped): readonly Scope[] {
  if (id === 'tools.call') return allScopes;
  if (effect === 'read') return ['read'];
  if (id.startsWith('migration.')) return ['migrate'];
  return id.startsWith('operations.') ? ['change', 'migrate'] : ['change'];
}

/** Whether one of the scopes that are needed is held. */
export function allows(held: readonly Scope[], needed: readonly Scope[]): boolean {
  return needed.some((scope) => held.includes(scope));
}

/** @throws {Refusal} when a call needs a scope that its token lacks */
export function refuseWithoutScope(held: readonly Scope[], needed: readonly Scope[]): void {
  if (allows(held, needed)) return;
  throw new Refusal(`Your token lacks the scope "${needed[0]}": sign in again and allow it.`, 'refused');
}

/**
 * Approving, resuming or taking back an operation needs the scope that proposing it took.
 * @throws {Refusal} when the token lacks it
 */
export async function refuseWithoutScopeFor(
  about: { id: string; principal: string; scopes: readonly Scope[] },
  operations: Operations,
): Promise<void> {
  const { id, principal, scopes } = about;
  const { plan } = await operations.get({ id, principal });
  if (plan.undoes !== undefined) return refuseWithoutScopeFor({ ...about, id: plan.undoes }, operations);
  const { tool } = await operations.inputOf({ id, principal });
  refuseWithoutScope(scopes, scopesFor({ id: tool, effect: 'change' }));
}
