const printed: Record<string, string> = {
  consumer: 'viewer',
  contributor: 'dashboardDesigner',
  super: 'sysAdmin',
};

/** A role by the name people know; roles without another name keep their own. */
export function roleWord(name: string): string {
  return printed[name] ?? name;
}

const administrators = new Set(['super', 'admin', 'tenantAdmin', 'dataAdmin']);

export function isAdministrator(roleName: string): boolean {
  return administrators.has(roleName);
}
