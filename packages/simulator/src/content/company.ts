/** The company whose Sisense this is: a retailer of outdoor gear, with shops in three regions. Invented throughout. */
export const company = { name: 'Meridian Outdoor', mailDomain: 'meridian-outdoor.example' };

/** What everyone's password is in a world that nobody has changed. */
export const demoPassword = 'Trailhead-2026';

/** The day on which the content of a world was written down: everything in it is older. */
export const contentDay = Date.parse('2026-11-20T18:00:00.000Z');

export const groupNames = [
  'Analysts',
  'Sales EMEA',
  'Sales Americas',
  'Finance',
  'Marketing',
  'Store Managers',
  'Supply Chain',
  'People Team',
  'Customer Care',
  'Executives',
  'Data Platform',
  'External Partners',
] as const;

export const folderPaths = [
  'Executive',
  'Executive/Board Packs',
  'Sales',
  'Sales/EMEA',
  'Sales/EMEA/DACH',
  'Sales/Americas',
  'Finance',
  'Finance/Month Close',
  'Marketing',
  'Marketing/Campaigns',
  'Operations',
  'Operations/Stores',
  'Operations/Supply Chain',
  'People',
  'Customer Care',
  'Sandbox',
  'Archive',
  'Archive/2023',
  'Archive/2024',
  'Usage Analytics',
] as const;

/**
 * Who owns each top folder; the folders below belong to the same person. The administrator, who made most of them, does
 * not see those of the others, but where something in them is shared with everybody.
 */
export const folderOwners: Record<string, string> = {
  Executive: 'maya.chen',
  Sales: 'admin',
  Finance: 'admin',
  Marketing: 'admin',
  Operations: 'tomas.silva',
  People: 'ingrid.moen',
  'Customer Care': 'admin',
  Sandbox: 'admin',
  Archive: 'admin',
  'Usage Analytics': 'admin',
};
