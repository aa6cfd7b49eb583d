import { catalogUri } from '@fes-assistant/protocol';
import type { CallParts } from '../calls/call-tool.ts';
import type { ToolsByMode } from './published-tools.ts';
import type { ServerPart } from './server-part.ts';
import { watchOperation } from './watch-operation.ts';

const json = 'application/json';
const operationUri = /^fes:\/\/operation\/([A-Za-z0-9_-]{1,200})$/;

/** The catalogue of tools with examples and columns, and operations by id. */
export function resourcesPart(parts: { published: ToolsByMode; calls: CallParts }): ServerPart {
  const { published, calls } = parts;
  return {
    capabilities: { resources: { subscribe: true } },
    resources: {
      list: () => [
        {
          uri: catalogUri,
          name: 'catalog',
          title: 'Catalogue of tools',
          description: 'Every tool with its examples, columns and tags.',
          mimeType: json,
        },
      ],
      templates: [
        {
          uriTemplate: 'fes://operation/{id}',
          name: 'operation',
          title: 'Operation',
          description: 'One of your operations: its plan and how far it is.',
          mimeType: json,
        },
      ],
      async read(uri, { headers, principal, scopes }) {
        if (uri === catalogUri) return contents(uri, published[calls.connections.modeOf(headers)].catalogFor(scopes));
        const id = operationUri.exec(uri)?.[1];
        if (id === undefined) return undefined;
        const operation = await calls.desk.operations.get({ id, principal }).catch(() => undefined);
        return operation && contents(uri, operation);
      },
      watch(uri, watcher) {
        const id = operationUri.exec(uri)?.[1];
        return id === undefined ? undefined : watchOperation(calls.desk.operations, { id, ...watcher });
      },
    },
  };
}

function contents(uri: string, value: unknown) {
  return { contents: [{ uri, mimeType: json, text: JSON.stringify(value) }] };
}
