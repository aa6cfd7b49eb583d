import type { Column, ReadResult, Row } from '@fes-assistant/protocol';

const firstNames = ['Jane', 'Amir', 'Sofía', 'Liu', 'Marta', 'Olu', 'Kenji', 'Priya', 'Tomás', 'Ingrid'];
const lastNames = ['Doe', 'Haddad', 'Álvarez', 'Wei', 'Kowalska', 'Adeyemi', 'Sato', 'Raman', 'Novák', 'Berg'];
const roles = ['Viewer', 'Designer', 'Data Designer', 'Admin'];

export const userColumns: Column[] = [
  { key: 'email', title: 'E-mail', kind: 'text' },
  { key: 'name', title: 'Name', kind: 'text' },
  { key: 'role', title: 'Role', kind: 'text' },
  { key: 'groups', title: 'Groups', kind: 'list' },
  { key: 'active', title: 'Active', kind: 'boolean' },
  { key: 'dashboards', title: 'Dashboards', kind: 'number' },
  { key: 'lastLogin', title: 'Last login', kind: 'date' },
  { key: '_id', title: 'Id', kind: 'id' },
];

/** Users of an invented deployment, always the same ones. */
export function sampleUsers(number: number): Row[] {
  return Array.from({ length: number }, (_, index): Row => {
    const first = firstNames[index % 10] ?? '';
    const last = lastNames[Math.floor(index / 10 + index) % 10] ?? '';
    return {
      email: `${first}.${last}${index >= 100 ? index : ''}@acme.example`.toLowerCase(),
      name: `${first} ${last}`,
      role: roles[(index * 7) % 4] ?? '',
      groups: [
        'Everyone',
        ...(index % 3 === 0 ? ['Finance'] : []),
        ...(index % 5 === 0 ? ['EMEA sales', 'Board'] : []),
      ],
      active: index % 9 !== 4,
      dashboards: (index * 37) % 61,
      lastLogin: index % 9 === 4 ? null : new Date(Date.UTC(2026, 10, 23, 9, 0) - index * 7_654_321).toISOString(),
      _id: (0x5f0c7f9e8a1b2c3dn + BigInt(index)).toString(16).padEnd(24, '0'),
    };
  });
}

export function rowsResult(rows: Row[], { total = rows.length, columns = userColumns } = {}): ReadResult {
  return { rows, columns, total, handle: '$r1' };
}
