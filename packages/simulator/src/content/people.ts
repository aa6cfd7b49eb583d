export interface Person {
  firstName: string;
  lastName?: string;
  role: string;
  groups: string;
  /** Switched off. */
  inactive?: true;
  neverLoggedIn?: true;
  /** When it is not first.last at the company. */
  userName?: string;
  email?: string;
  fromDirectory?: true;
}

/** In the order in which they joined. Groups are separated by `|`. */
export const people: Person[] = [
  {
    firstName: 'Rita',
    lastName: 'Okafor',
    role: 'super',
    groups: 'Data Platform',
    userName: 'admin',
    email: 'admin@meridian-outdoor.example',
  },
  { firstName: 'Maya', lastName: 'Chen', role: 'admin', groups: 'Analysts|Executives' },
  { firstName: 'Jonas', lastName: 'Weber', role: 'admin', groups: 'Data Platform' },
  { firstName: 'Amara', lastName: 'Diallo', role: 'dataAdmin', groups: 'Data Platform|Analysts' },
  { firstName: 'Viktor', lastName: 'Petrov', role: 'dataAdmin', groups: 'Data Platform' },
  { firstName: 'Sofia', lastName: 'Rossi', role: 'dataDesigner', groups: 'Data Platform|Analysts' },
  { firstName: 'Daniel', lastName: 'Kim', role: 'dataDesigner', groups: 'Data Platform' },
  { firstName: 'Henrik', lastName: 'Dahl', role: 'contributor', groups: 'Finance|Analysts' },
  { firstName: 'Priya', lastName: 'Nair', role: 'contributor', groups: 'Marketing|Analysts' },
  {
    firstName: 'Tomás',
    lastName: 'Silva',
    role: 'contributor',
    groups: 'Supply Chain',
    userName: 'tomas.silva',
    email: 'tomas.silva@meridian-outdoor.example',
  },
  { firstName: 'Ingrid', lastName: 'Moen', role: 'contributor', groups: 'People Team' },
  { firstName: 'Noor', lastName: 'Haddad', role: 'contributor', groups: 'Customer Care|Analysts' },
  { firstName: 'Liam', lastName: 'Ortiz', role: 'contributor', groups: 'Sales Americas|Analysts' },
  { firstName: 'Theo', lastName: 'Brandt', role: 'contributor', groups: 'Sales EMEA', inactive: true },
  { firstName: 'Elena', lastName: 'Marchetti', role: 'contributor', groups: 'Sales EMEA|Analysts' },
  { firstName: 'Kenji', lastName: 'Watanabe', role: 'contributor', groups: 'Store Managers' },
  { firstName: 'Grace', lastName: 'Mbeki', role: 'contributor', groups: 'Finance', neverLoggedIn: true },
  { firstName: 'Oliver', lastName: 'Hughes', role: 'consumer', groups: 'Executives' },
  { firstName: 'Camille', lastName: 'Laurent', role: 'consumer', groups: 'Executives|Finance' },
  { firstName: 'Marcus', lastName: 'Johansson', role: 'consumer', groups: 'Executives' },
  { firstName: 'Fatima', lastName: 'Zahra', role: 'consumer', groups: 'Sales EMEA' },
  {
    firstName: 'Lukas',
    lastName: 'Novák',
    role: 'consumer',
    groups: 'Sales EMEA',
    userName: 'lukas.novak',
    email: 'Lukas.Novak@Meridian-Outdoor.example',
  },
  { firstName: 'Hannah', lastName: 'Schmidt', role: 'consumer', groups: 'Sales EMEA' },
  {
    firstName: 'Diego',
    lastName: 'Ramírez',
    role: 'consumer',
    groups: 'Sales Americas',
    userName: 'diego.ramirez',
    email: 'diego.ramirez@meridian-outdoor.example',
  },
  { firstName: 'Emily', lastName: 'Carter', role: 'consumer', groups: 'Sales Americas' },
  { firstName: 'Andre', lastName: 'Baptiste', role: 'consumer', groups: 'Sales Americas', neverLoggedIn: true },
  { firstName: 'Wei', lastName: 'Zhang', role: 'consumer', groups: 'Supply Chain' },
  { firstName: 'Mateusz', lastName: 'Kowalski', role: 'consumer', groups: 'Supply Chain', fromDirectory: true },
  { firstName: 'Aisha', lastName: 'Bello', role: 'consumer', groups: 'Customer Care' },
  {
    firstName: 'Siobhán',
    lastName: "O'Neill",
    role: 'consumer',
    groups: 'Customer Care',
    userName: 'siobhan.oneill',
    email: "siobhan.o'neill@meridian-outdoor.example",
  },
  { firstName: 'Yuki', lastName: 'Tanaka', role: 'consumer', groups: 'Store Managers' },
  { firstName: 'Pedro', lastName: 'Alves', role: 'consumer', groups: 'Store Managers', inactive: true },
  { firstName: 'Ruth', lastName: 'Goldberg', role: 'consumer', groups: 'People Team' },
  { firstName: 'Samir', lastName: 'Patel', role: 'consumer', groups: 'Finance', fromDirectory: true },
  { firstName: 'Chloe', lastName: 'Dubois', role: 'consumer', groups: 'Marketing', neverLoggedIn: true },
  { firstName: 'Nikolai', lastName: 'Volkov', role: 'consumer', groups: 'Marketing', inactive: true },
  { firstName: 'Zoe', lastName: 'Papadakis', role: 'consumer', groups: 'Marketing' },
  { firstName: 'Audrey', lastName: 'Fontaine', role: 'custom_auditor', groups: 'Finance' },
  {
    firstName: 'Peak Supply',
    role: 'consumer',
    groups: 'External Partners',
    userName: 'partner.peaksupply',
    email: 'reports@peaksupply.example',
    neverLoggedIn: true,
  },
  {
    firstName: 'Nordlicht',
    role: 'consumer',
    groups: 'External Partners',
    userName: 'partner.nordlicht',
    email: 'bi@nordlicht-logistik.example',
  },
  {
    firstName: 'Report',
    lastName: 'Robot',
    role: 'contributor',
    groups: '',
    userName: 'svc.reports',
    email: 'svc.reports@meridian-outdoor.example',
  },
];
