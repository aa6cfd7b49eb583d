import type { ServerPart } from '../../src/mcp/server-part.ts';
import { image } from './content.ts';

const templateUri = /^test:\/\/template\/([^/]+)\/data$/;

/** Resources that the conformance suite reads and watches. */
export function fixtureResources(): ServerPart {
  return {
    capabilities: { resources: { subscribe: true } },
    resources: {
      list: () => [
        { uri: 'test://static-text', name: 'Static text', description: 'A text.', mimeType: 'text/plain' },
        { uri: 'test://static-binary', name: 'Static binary', description: 'An image.', mimeType: 'image/png' },
        { uri: 'test://watched-resource', name: 'Watched', description: 'May be watched.', mimeType: 'text/plain' },
      ],
      templates: [
        {
          uriTemplate: 'test://template/{id}/data',
          name: 'Template',
          description: 'Data by id.',
          mimeType: 'application/json',
        },
      ],
      async read(uri) {
        if (uri === 'test://static-text') {
          return textOf(uri, 'This is the content of the static text resource.');
        }
        if (uri === 'test://static-binary') {
          return { contents: [{ uri, mimeType: image.mimeType, blob: image.data }] };
        }
        if (uri === 'test://watched-resource') return textOf(uri, 'Nothing happened yet.');
        const id = templateUri.exec(uri)?.[1];
        if (id === undefined) return undefined;
        const text = JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` });
        return { contents: [{ uri, mimeType: 'application/json', text }] };
      },
      watch: (uri) => (uri === 'test://watched-resource' ? () => undefined : undefined),
    },
  };
}

function textOf(uri: string, text: string) {
  return { contents: [{ uri, mimeType: 'text/plain', text }] };
}
