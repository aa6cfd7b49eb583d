/** One line of the table at the end. */
export interface Figure {
  what: string;
  reached: number;
  unit: string;
  /** At most, or at least, this; without one it is only told. */
  target?: { atMost: number } | { atLeast: number };
  /** What else one must know to read it. */
  note?: string;
}

export function isReached({ reached, target }: Figure): boolean {
  if (target === undefined) return true;
  return 'atMost' in target ? reached <= target.atMost : reached >= target.atLeast;
}

export function figureTable(figures: Figure[]): string {
  return [
    '| what | reached | target | | note |',
    '|---|---:|---:|---|---|',
    ...figures.map((figure) => {
      const verdict = figure.target === undefined ? '' : isReached(figure) ? 'ok' : 'missed';
      return `| ${[figure.what, `${shown(figure.reached)} ${figure.unit}`.trim(), targetWords(figure), verdict, figure.note ?? ''].join(' | ')} |`;
    }),
  ].join('\n');
}

function targetWords({ target, unit }: Figure): string {
  if (target === undefined) return '–';
  return 'atMost' in target ? `≤ ${target.atMost} ${unit}`.trim() : `≥ ${target.atLeast} ${unit}`.trim();
}

export function shown(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

export function quantile(values: readonly number[], fraction: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? Number.NaN;
}
