import type { ColumnKind, Json } from '@fes-assistant/protocol';
import { Check, Minus } from 'lucide-react';
import { AssetLink } from './asset-link.tsx';
import { cellText } from './cell-text.ts';

/** One value in one line, by the kind of its column. */
export function Cell({ value, kind }: { value: Json | undefined; kind: ColumnKind }) {
  if (value === null || value === undefined || value === '') return <span className="text-ink-3">–</span>;
  const text = cellText(value, kind);
  if (kind === 'link' && typeof value === 'string') return <AssetLink address={value} />;
  if (kind === 'boolean' && typeof value === 'boolean') return <YesOrNo isYes={value} />;
  if (kind === 'id' || kind === 'json') {
    return <span className="font-mono text-[12px] text-ink-2">{text}</span>;
  }
  if (kind === 'list' && Array.isArray(value)) {
    return (
      <span className="flex gap-1">
        {value.slice(0, 6).map((item, index) => (
          <span
            key={`${String(item)}-${String(index)}`}
            className="shrink-0 rounded bg-sunken px-1.5 text-[12px] leading-5 text-ink-2"
          >
            {cellText(item, 'text')}
          </span>
        ))}
        {value.length > 6 && <span className="shrink-0 text-[12px] leading-5 text-ink-3">+{value.length - 6}</span>}
      </span>
    );
  }
  return text;
}

function YesOrNo({ isYes }: { isYes: boolean }) {
  const Icon = isYes ? Check : Minus;
  return (
    <span className="inline-flex items-center gap-1">
      <Icon size={13} aria-hidden="true" className={isYes ? 'text-good' : 'text-ink-3'} />
      {isYes ? 'Yes' : 'No'}
    </span>
  );
}
