import type { Column, Json } from '@fes-assistant/protocol';
import { JsonTree } from '../shared/json-tree.tsx';
import { AssetLink } from './asset-link.tsx';
import { cellText } from './cell-text.ts';
import { columnsOf } from './derive-columns.ts';

export interface FieldListProps {
  item: { [key: string]: Json };
  columns: Column[];
}

/** One thing, field by field: the named columns first, then all else it has. */
export function FieldList({ item, columns }: FieldListProps) {
  const known = new Set(columns.map(({ key }) => key));
  const others = columnsOf([], [item]).filter(({ key }) => !known.has(key));
  const fields = [...columns.filter(({ key }) => key in item), ...others];
  return (
    <dl className="grid grid-cols-[minmax(90px,auto)_minmax(0,1fr)] gap-x-5 gap-y-1.5 text-[13px]">
      {fields.map(({ key, title, kind }) => (
        <div key={key} className="contents">
          <dt className="text-ink-3">{title}</dt>
          <dd className="min-w-0 break-words whitespace-pre-wrap">
            <FieldValue value={item[key] ?? null} kind={kind} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function FieldValue({ value, kind }: { value: Json; kind: Column['kind'] }) {
  if (value === null || value === '') return <span className="text-ink-3">–</span>;
  if (kind === 'link' && typeof value === 'string') return <AssetLink address={value} />;
  const text = cellText(value, kind);
  if (typeof value === 'object' && text.startsWith(Array.isArray(value) ? '[' : '{')) return <JsonTree value={value} />;
  return kind === 'id' ? <span className="font-mono text-[12px]">{text}</span> : text;
}
