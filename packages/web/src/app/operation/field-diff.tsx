import type { Action, FieldChange, Json } from '@fes-assistant/protocol';
import { ArrowRight } from 'lucide-react';
import { LongText } from './long-text.tsx';

/** What becomes of each field: before, an arrow, after. */
export function FieldDiff({ changes, action }: { changes: FieldChange[]; action: Action }) {
  return (
    <table className="w-full border-separate border-spacing-0 text-[12.5px]">
      <thead className="sr-only">
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Before and after</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr key={field} className="align-top">
            <th scope="row" className="w-[1%] min-w-28 py-1 pr-4 text-left font-normal whitespace-nowrap text-ink-3">
              {field}
            </th>
            <td className="py-1">
              <span className="flex flex-wrap items-start gap-x-2 gap-y-1">
                {action !== 'create' && <Value value={before} kind="before" />}
                {action === 'update' && (
                  <ArrowRight size={13} aria-label="becomes" className="mt-[3px] shrink-0 text-ink-3" />
                )}
                {action !== 'delete' && <Value value={after} kind="after" />}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ value, kind }: { value: Json; kind: 'before' | 'after' }) {
  const text = valueText(value);
  if (text === '') return <span className="text-ink-3">nothing</span>;
  const look = kind === 'before' ? 'bg-bad-soft text-bad' : 'bg-good-soft text-good';
  const Mark = kind === 'before' ? 'del' : 'ins';
  return (
    <Mark className={`min-w-0 rounded px-1.5 py-px [overflow-wrap:anywhere] no-underline ${look}`}>
      <LongText text={text} />
    </Mark>
  );
}

function valueText(value: Json): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  const isPlainList = Array.isArray(value) && value.every((item) => item === null || typeof item !== 'object');
  return isPlainList ? value.join(', ') : JSON.stringify(value);
}
