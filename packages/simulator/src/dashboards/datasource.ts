import type { JsonObject } from '../json.ts';
import type { World } from '../world.ts';

/** A title as it stands in ids: other characters become the base64 of their two UTF-16 bytes, `=` written `a`. */
function encodedTitle(title: string): string {
  const encoded = [...title].map((character) =>
    /[A-Za-z0-9]/.test(character)
      ? character
      : Buffer.from(character, 'utf16le').toString('base64').replaceAll('=', 'a'),
  );
  return `a${encoded.join('')}`;
}

/** The datasource object that dashboards and widgets carry for a model. */
export function datasourceOf(
  { datasourceIds }: Pick<World, 'datasourceIds'>,
  { title, type }: { title: string; type: 'extract' | 'live' },
): JsonObject {
  if (type === 'live') return { title, id: `live:${title}`, fullname: `live:${title}`, live: true };
  const database = encodedTitle(title);
  return {
    title,
    fullname: `localhost/${title}`,
    id: datasourceIds === 'upper-case' ? `aLOCALHOST_${encodedTitle(title.toUpperCase())}` : `localhost_${database}`,
    address: 'LocalHost',
    database,
    live: false,
  };
}

export function sameDatasource(datasource: JsonObject, title: string): boolean {
  return String(datasource.title ?? '').toLowerCase() === title.toLowerCase();
}
