import type { Column, Row } from '@fes-assistant/protocol';
import { cellText } from './cell-text.ts';

const sample = 200;
const narrowest = 72;
const widest = 360;
const perCharacter = 7.3;
const padding = 26;
const sortMark = 18;
/** Characters that a link takes, however long its address. */
const shownLink = 18;

/** Widths in pixels from the titles and the first rows, fixed from then on: nothing moves while one scrolls. */
export function columnWidths(columns: Column[], rows: Row[]): number[] {
  const first = rows.slice(0, sample);
  return columns.map(({ key, title, kind }) => {
    const longest =
      kind === 'link' ? shownLink : first.reduce((most, row) => Math.max(most, cellText(row[key], kind).length), 0);
    const content = longest * (kind === 'id' ? perCharacter + 0.6 : perCharacter) + padding;
    const header = title.length * perCharacter + padding + sortMark;
    return Math.round(Math.min(widest, Math.max(narrowest, content, header)));
  });
}
