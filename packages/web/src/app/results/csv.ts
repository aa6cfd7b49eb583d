import type { Column, Json, Row } from '@fes-assistant/protocol';

/** What a spreadsheet would take for a formula (OWASP, CSV injection): such a text gets a leading apostrophe. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/** Rows as CSV (RFC 4180), safe to open in a spreadsheet. */
export function toCsv(columns: Column[], rows: Row[]): string {
  return toLines({
    columns,
    rows,
    separator: ',',
    quote: (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text),
  });
}

/** Rows as tab-separated lines, which spreadsheets take from the clipboard. */
export function toTabbed(columns: Column[], rows: Row[]): string {
  return toLines({ columns, rows, separator: '\t', quote: (text) => text.replace(/[\t\r\n]+/g, ' ') });
}

interface Lines {
  columns: Column[];
  rows: Row[];
  separator: string;
  quote: (text: string) => string;
}

function toLines({ columns, rows, separator, quote }: Lines): string {
  const header = columns.map(({ title }) => quote(safe(title)));
  const lines = rows.map((row) => columns.map(({ key }) => quote(fieldOf(row[key]))));
  return [header, ...lines].map((line) => line.join(separator)).join('\r\n');
}

function fieldOf(value: Json | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return safe(value);
  const isPlainList = Array.isArray(value) && value.every((item) => item === null || typeof item !== 'object');
  return safe(isPlainList ? value.join('; ') : JSON.stringify(value));
}

function safe(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

/** Hands a text to the person as a file. The byte order mark makes spreadsheets read it as UTF-8. */
export function download({ name, text }: { name: string; text: string }): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** `List users` → `list-users.csv`. */
export function fileName(title: string): string {
  const name = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `${name || 'result'}.csv`;
}
