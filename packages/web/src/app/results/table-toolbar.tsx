import type { Column, Row } from '@fes-assistant/protocol';
import { Check, Copy, Download, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../shared/button.tsx';
import { Hint } from '../shared/hint.tsx';
import { count, counted } from '../shared/numbers.ts';
import { download, fileName, toCsv, toTabbed } from './csv.ts';

export interface TableToolbarProps {
  title: string;
  columns: Column[];
  typed: string;
  onType: (text: string) => void;
  loaded: number;
  total: number;
  shownCount: number;
  /** In the order and with the filter of the screen. */
  shownRows: () => Row[];
}

export function TableToolbar({
  title,
  columns,
  typed,
  onType,
  loaded,
  total,
  shownCount,
  shownRows,
}: TableToolbarProps) {
  const part = shownCount < total ? ` (${counted(shownCount, 'row')})` : '';
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5">
      <div className="mr-auto min-w-0">
        <h2 className="truncate text-[13px] font-medium">{title}</h2>
      </div>
      <p className="tabular text-[12.5px] text-ink-3" aria-live="polite">
        {rowWords({ shown: shownCount, loaded, total })}
      </p>
      {loaded > 5 && (
        <div className="relative">
          <Search
            size={13}
            aria-hidden="true"
            className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-ink-3"
          />
          <input
            type="search"
            aria-label={`Filter ${title}`}
            placeholder="Filter"
            value={typed}
            onChange={(event) => onType(event.target.value)}
            className="h-7 w-40 rounded-md border border-line bg-canvas pr-2 pl-7 text-[12.5px]"
          />
        </div>
      )}
      <div className="flex items-center gap-0.5">
        <CopyButton text={() => toTabbed(columns, shownRows())} />
        <Hint text={`Download as CSV${part}`}>
          <Button
            look="quiet"
            size="icon"
            aria-label="Download as CSV"
            onClick={() => download({ name: fileName(title), text: toCsv(columns, shownRows()) })}
          >
            <Download size={15} aria-hidden="true" />
          </Button>
        </Hint>
      </div>
    </div>
  );
}

function CopyButton({ text }: { text: () => string }) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  useEffect(() => {
    if (state === 'ready') return;
    const timer = setTimeout(() => setState('ready'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () =>
    void (navigator.clipboard?.writeText(text()) ?? Promise.reject(new Error('no clipboard'))).then(
      () => setState('copied'),
      () => setState('refused'),
    );
  const words = { ready: 'Copy the rows', copied: 'Copied', refused: 'The browser did not allow copying' }[state];
  return (
    <>
      <Hint text={words}>
        <Button look="quiet" size="icon" aria-label="Copy the rows" onClick={copy}>
          {state === 'copied' ? (
            <Check size={15} aria-hidden="true" className="text-good" />
          ) : (
            <Copy size={15} aria-hidden="true" />
          )}
        </Button>
      </Hint>
      <span role="status" className="sr-only">
        {state === 'ready' ? '' : words}
      </span>
    </>
  );
}

/** `42 rows`, `7 of 42 rows`, and when not all were sent, `first 500 of 12,031 rows`. */
export function rowWords({ shown, loaded, total }: { shown: number; loaded: number; total: number }): string {
  const all = total > loaded ? `first ${count(loaded)} of ${counted(total, 'row')}` : counted(loaded, 'row');
  if (shown === loaded) return all;
  return total > loaded ? `${count(shown)} in the ${all}` : `${count(shown)} of ${all}`;
}
