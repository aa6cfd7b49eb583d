import type { Dashboard, User } from '../world.ts';

export function isVisible(dashboard: Dashboard, user: User): boolean {
  return dashboard.owner === user._id || dashboard.shares.some(({ shareId }) => isParty(shareId, user));
}

export function isParty(id: string, user: User): boolean {
  return id === user._id || user.groups.includes(id);
}

export function ruleOf(dashboard: Dashboard, user: User): string | undefined {
  const rules = dashboard.shares.filter(({ shareId }) => isParty(shareId, user)).map(({ rule }) => rule);
  return rules.includes('edit') ? 'edit' : rules.find((rule) => rule !== undefined);
}
