export const baseRoles = [
  { name: 'super', displayName: 'Sys. Admin', rank: 5 },
  { name: 'admin', displayName: 'Admin', rank: 4 },
  { name: 'dataAdmin', displayName: 'Data Admin', rank: 3 },
  { name: 'dataDesigner', displayName: 'Data Designer', rank: 2 },
  { name: 'contributor', displayName: 'Designer', rank: 1 },
  { name: 'consumer', displayName: 'Viewer', rank: 0 },
  { name: 'tenantAdmin', displayName: 'Tenant Admin', rank: 4 },
] as const;

export type BaseRole = (typeof baseRoles)[number]['name'];

export const rankOf = (role: BaseRole): number => baseRoles.find(({ name }) => name === role)?.rank ?? 0;

export const isBaseRole = (name: string): name is BaseRole => baseRoles.some((role) => role.name === name);

export const isAdmin = (role: BaseRole): boolean => rankOf(role) >= 4;
