import { routeOfEndpoint } from '@fes-assistant/simulator';
import { type Endpoint, endpoints } from '@fes-assistant/sisense';
import { endpointsOfTools } from './endpoints-of-tools.ts';
import { generatedFile } from './generated-file.ts';

/** Writes `docs/endpoints.md` from the client's endpoints and from what the tools really call; `--check` only compares. */
const all: Endpoint[] = Object.values(endpoints);
generatedFile('docs/endpoints.md', endpointsDocs(await endpointsOfTools()));

function endpointsDocs(used: Map<string, Set<string>>): string {
  const areas = [...new Set(all.map(areaOf))].toSorted();
  const simulated = all.filter(isSimulated).length;
  const usedOnes = all.filter(({ id }) => used.has(id)).length;
  return `${[
    '# Endpoints',
    '',
    `${all.length} requests that the client can make of a Sisense deployment: ${simulated} of them are answered by the simulator, ${usedOnes} are used by tools. This file is generated; edit the definitions (\`packages/sisense/src/*/endpoints.ts\`), not it.`,
    '',
    '- **API**: the generation, told from the path. `page` is what the pages of Sisense call themselves, without a version. A request that only one kind of deployment knows is marked with it.',
    '- **Does**: a read may be sent again; a change is sent once, ever.',
    '- **Tools**: those that sent it when every example of every tool was run on the demo deployment, changes carried out. Plans and undos of other arguments may use more. Where there is none, the client has it for programs.',
    '- **Sure**: `documented` by Sisense, seen on a `live` server, seen in the code of a `client`, or `inferred`.',
    '- **Source**: the section of the notes on the REST API (`rest-api`) and on what existing clients do (`capabilities`) from which it is taken.',
    '',
    ...areas.map((area) => `- [${area}](#${area}) (${all.filter((one) => areaOf(one) === area).length})`),
    ...areas.flatMap((area) => [
      '',
      `## ${area}`,
      '',
      '| endpoint | request | API | does | tools | simulated | sure | source |',
      '|---|---|---|---|---|---|---|---|',
      ...all
        .filter((one) => areaOf(one) === area)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map((one) => row(one, [...(used.get(one.id) ?? [])].toSorted())),
    ]),
  ].join('\n')}\n`;
}

function row(one: Endpoint, tools: string[]): string {
  return `| ${[
    `\`${one.id}\``,
    `\`${one.method} ${one.path}\``,
    [generationOf(one.path), ...(one.on === undefined ? [] : [`${one.on} only`])].join(', '),
    one.effect,
    tools.map((tool) => `\`${tool}\``).join(', ') || '–',
    isSimulated(one) ? 'yes' : 'no',
    one.sure,
    one.source.replaceAll('|', '\\|'),
  ].join(' | ')} |`;
}

function areaOf({ id }: Endpoint): string {
  return id.slice(0, id.indexOf('.'));
}

function isSimulated({ id }: Endpoint): boolean {
  return Object.hasOwn(routeOfEndpoint, id);
}

function generationOf(path: string): string {
  if (path.startsWith('/api/v2/ecm')) return 'GraphQL';
  const version = /^\/api\/(v\d+)\//.exec(path)?.[1];
  return version ?? (path.startsWith('/api/') ? 'v0.9' : 'page');
}
