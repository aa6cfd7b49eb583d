import type { Column, Row } from '@fes-assistant/protocol';
import type { Plugin } from '@fes-assistant/sisense';
import { z } from 'zod';
import { asJson } from '../steps/fields-step.ts';

export const pluginRow = z.looseObject({
  folderName: z.string(),
  name: z.string().nullable(),
  isEnabled: z.boolean(),
});

export const pluginColumns: Column[] = [
  { key: 'name', title: 'Plugin', kind: 'text' },
  { key: 'isEnabled', title: 'On', kind: 'boolean' },
  { key: 'version', title: 'Version', kind: 'text' },
  { key: 'lastUpdate', title: 'Changed', kind: 'date' },
  { key: 'folderName', title: 'Folder', kind: 'id' },
];

export function toPluginRow({ folderName, name, isEnabled, version, lastUpdate }: Plugin): Row {
  return { folderName, name: name ?? null, isEnabled, version: asJson(version), lastUpdate: lastUpdate ?? null };
}
