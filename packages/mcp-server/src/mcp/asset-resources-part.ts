import type { Sisense } from '@fes-assistant/sisense';
import { explain } from '@fes-assistant/tools';
import { ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import { refuseWithoutScope } from '../callers/scopes.ts';
import type { ConnectionDesk } from '../connections/connection-desk.ts';
import type { ServerPart } from './server-part.ts';

interface Asset {
  title: string;
  read: (sisense: Sisense, asked: { id: string; signal: AbortSignal }) => Promise<unknown>;
}

const assets = new Map<string, Asset>([
  ['dashboard', { title: 'Dashboard', read: (sisense, { id, signal }) => sisense.dashboards.get(id, { signal }) }],
  ['datamodel', { title: 'Data model', read: (sisense, { id, signal }) => sisense.datamodels.get(id, { signal }) }],
  ['user', { title: 'User', read: (sisense, { id, signal }) => sisense.users.get(id, { signal }) }],
]);
const assetUri = /^sisense:\/\/([a-z]+)\/([A-Za-z0-9_-]{1,200})$/;

/** Assets of the connected deployment by id, as Sisense gives them. */
export function assetResourcesPart(connections: ConnectionDesk): ServerPart {
  return {
    capabilities: { resources: {} },
    resources: {
      list: () => [],
      templates: [...assets].map(([name, { title }]) => ({
        uriTemplate: `sisense://${name}/{id}`,
        name,
        title,
        description: `One ${title.toLowerCase()} of the connected deployment, by id.`,
        mimeType: 'application/json',
      })),
      async read(uri, { headers, scopes, sdk }) {
        const [, kind = '', id = ''] = assetUri.exec(uri) ?? [];
        const asset = assets.get(kind);
        if (!asset) return undefined;
        try {
          refuseWithoutScope(scopes, ['read']);
          const { sisense } = await connections.open(headers, 'only');
          const text = JSON.stringify(await asset.read(sisense, { id, signal: sdk.mcpReq.signal }));
          return { contents: [{ uri, mimeType: 'application/json', text }] };
        } catch (error) {
          const { message, code } = explain(error);
          throw new ProtocolError(ProtocolErrorCode.InvalidParams, message, { uri, code });
        }
      },
    },
  };
}
