const day = 86_400_000;

/** The start of the period that a date lies in: `2026-05-17T00:00:00` by months → `2026-05-01T00:00:00`. */
export function truncated(date: string, level: string): string {
  const [year = '', month = '', dayOfMonth = ''] = date.slice(0, 10).split('-');
  switch (level) {
    case 'years':
      return `${year}-01-01T00:00:00`;
    case 'quarters':
      return `${year}-${String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, '0')}-01T00:00:00`;
    case 'months':
      return `${year}-${month}-01T00:00:00`;
    case 'weeks': {
      const time = Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth));
      const sinceMonday = (new Date(time).getUTCDay() + 6) % 7;
      return new Date(time - sinceMonday * day).toISOString().slice(0, 19);
    }
    default:
      return level === 'days' ? `${date.slice(0, 10)}T00:00:00` : date;
  }
}

/** The period that lies so many periods from the one a moment is in. */
export function periodFrom(moment: Date, of: { level: string; by: number }): string {
  const start = new Date(`${truncated(moment.toISOString(), of.level)}Z`);
  if (of.level === 'years') start.setUTCFullYear(start.getUTCFullYear() + of.by);
  else if (of.level === 'quarters') start.setUTCMonth(start.getUTCMonth() + 3 * of.by);
  else if (of.level === 'months') start.setUTCMonth(start.getUTCMonth() + of.by);
  else start.setUTCDate(start.getUTCDate() + (of.level === 'weeks' ? 7 : 1) * of.by);
  return start.toISOString().slice(0, 19);
}
