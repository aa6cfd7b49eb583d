import type { Json, ReadResult } from '@fes-assistant/protocol';
import { Table2 } from 'lucide-react';
import { useMemo } from 'react';
import { Disclosure } from '../shared/disclosure.tsx';
import { JsonTree } from '../shared/json-tree.tsx';
import { ScrollRegion } from '../shared/scroll-region.tsx';
import { columnsOf } from './derive-columns.ts';
import { FieldList } from './field-list.tsx';
import { ResultTable } from './result-table.tsx';
import { rowWords } from './table-toolbar.tsx';

export interface ResultViewProps {
  result: ReadResult;
  title: string;
  isOpenAtFirst: boolean;
}

/** What a tool found: a table of rows, one thing field by field, or a tree where neither fits. */
export function ResultView({ result, title, isOpenAtFirst }: ResultViewProps) {
  const body = (
    <div className="flex flex-col gap-2">
      {'rows' in result ? (
        <Rows result={result} title={title} />
      ) : (
        <Item item={result.item} columns={result.columns} title={title} />
      )}
      {result.notes && result.notes.length > 0 && (
        <ul className="flex flex-col gap-0.5 px-1 text-[12.5px] text-ink-3">
          {result.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
  if (isOpenAtFirst) return body;
  return (
    <Disclosure
      label={
        <span className="flex min-w-0 flex-1 items-center gap-2">
          <Table2 size={14} aria-hidden="true" />
          <span className="truncate">Result of “{title}”</span>
          {'rows' in result && (
            <span className="tabular ml-auto shrink-0 text-[12.5px] text-ink-3">
              {rowWords({ shown: result.rows.length, loaded: result.rows.length, total: result.total })}
            </span>
          )}
        </span>
      }
    >
      <div className="pt-1">{body}</div>
    </Disclosure>
  );
}

function Rows({ result, title }: { result: Extract<ReadResult, { rows: unknown }>; title: string }) {
  const columns = useMemo(() => columnsOf(result.columns, result.rows), [result]);
  if (result.rows.length === 0) {
    return (
      <div className="rounded-xl border border-dashed border-line px-4 py-6 text-center">
        <p className="font-medium">Nothing found</p>
        <p className="text-[13px] text-ink-3">“{title}” answered with no rows.</p>
      </div>
    );
  }
  return <ResultTable title={title} columns={columns} rows={result.rows} total={result.total} />;
}

function Item({ item, columns, title }: { item: Json; columns: ReadResult['columns']; title: string }) {
  return (
    <section aria-label={title} className="overflow-hidden rounded-xl border border-line bg-raised">
      <h2 className="border-b border-line px-3 py-2 text-[13px] font-medium">{title}</h2>
      <ScrollRegion aria-label={`${title}, details`} className="max-h-[420px] px-3.5 py-3">
        {item !== null && typeof item === 'object' && !Array.isArray(item) ? (
          <FieldList item={item} columns={columns} />
        ) : (
          <JsonTree value={item} open={2} />
        )}
      </ScrollRegion>
    </section>
  );
}
