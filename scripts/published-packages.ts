import type { PublishedPackage } from './stage-package.ts';

export const publishedPackages: PublishedPackage[] = [
  { name: 'sisense', contains: ['sisense'] },
  {
    name: 'mcp-server',
    contains: ['mcp-server', 'operations', 'tools', 'runtime', 'protocol', 'sisense'],
    alsoExports: ["export { createLogger, loadSettings, type Logger, type Settings, SettingsError } from '@/runtime';"],
  },
];
