import type { Json, ReadResult, Row } from '@fes-assistant/protocol';

export interface ToolTextLimits {
  maxRows?: number;
  maxCharacters?: number;
  maxCell?: number;
}

/**
 * A result as text that a model reads well: how many, the first rows as JSON lines under their column names, and what was
 * left out and how to get it. Values are JSON texts, so nothing that a deployment holds can pass for our own words.
 */
export function toolText(result: ReadResult, limits: ToolTextLimits = {}): string {
  const { maxRows = 25, maxCharacters = 12_000, maxCell = 200 } = limits;
  const body =
    'rows' in result ? rowsText(result, { maxRows, maxCharacters, maxCell }) : itemText(result, maxCharacters);
  const notes = (result.notes ?? []).map((note) => `Note: ${note}`);
  return [...body, ...notes].join('\n');
}

function itemText(result: Extract<ReadResult, { item: Json }>, maxCharacters: number): string[] {
  const text = JSON.stringify(result.item);
  if (text.length <= maxCharacters) return [text];
  const held = result.handle === undefined ? '' : ` The whole of it is held as ${result.handle}.`;
  return [text.slice(0, maxCharacters), `Cut here: ${maxCharacters} of ${text.length} characters are shown.${held}`];
}

function rowsText(
  result: Extract<ReadResult, { rows: Row[] }>,
  limits: { maxRows: number; maxCharacters: number; maxCell: number },
): string[] {
  const { rows, total } = result;
  if (total === 0) return ['No rows.'];
  const keys = keysOf(result);
  const lines: string[] = [];
  let length = 0;
  let cut = 0;
  for (const row of rows.slice(0, limits.maxRows)) {
    const cells = keys.map((key) => cell(row[key] ?? null, limits.maxCell));
    const line = `[${cells.map(({ text }) => text).join(',')}]`;
    if (length + line.length > limits.maxCharacters && lines.length > 0) break;
    cut += cells.filter(({ shortened }) => shortened).length;
    length += line.length;
    lines.push(line);
  }
  const head = `${total} ${total === 1 ? 'row' : 'rows'}. Columns: ${JSON.stringify(keys)}`;
  return [head, ...lines, ...leftOut(result, { shown: lines.length, cut, maxCell: limits.maxCell })];
}

function keysOf({ columns, rows }: Extract<ReadResult, { rows: Row[] }>): string[] {
  return columns.length > 0 ? columns.map(({ key }) => key) : Object.keys(rows[0] ?? {});
}

function cell(value: Json, maxCell: number): { text: string; shortened: boolean } {
  const text = JSON.stringify(value);
  if (text.length <= maxCell) return { text, shortened: false };
  const whole = typeof value === 'string' ? value : text;
  return { text: JSON.stringify(`${whole.slice(0, maxCell - 1)}…`), shortened: true };
}

function leftOut(
  { total, nextCursor, handle }: Extract<ReadResult, { rows: Row[] }>,
  { shown, cut, maxCell }: { shown: number; cut: number; maxCell: number },
): string[] {
  const lines: string[] = [];
  if (shown < total) {
    const ways = [
      ...(handle === undefined ? [] : [`all ${total} rows are held as ${handle}, which other tools accept`]),
      ...(nextCursor === undefined ? [] : [`the next page has the cursor ${JSON.stringify(nextCursor)}`]),
    ];
    const how = ways.length === 0 ? 'the structured result has the others' : ways.join('; ');
    lines.push(`Shown here: the first ${shown} of ${total} rows; ${how}.`);
  }
  if (cut > 0) lines.push(`${cut} long ${cut === 1 ? 'value is' : 'values are'} cut to ${maxCell} characters.`);
  return lines;
}
