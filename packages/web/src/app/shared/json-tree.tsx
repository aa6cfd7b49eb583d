import type { Json } from '@fes-assistant/protocol';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { classNames } from './class-names.ts';
import { count } from './numbers.ts';

const pageSize = 100;

export interface JsonTreeProps {
  value: Json;
  name?: string;
  /** How many levels are open at first. */
  open?: number;
}

/** Any JSON value as a tree that opens level by level, so its size does not matter. */
export function JsonTree({ value, name, open = 1 }: JsonTreeProps) {
  if (value === null || typeof value !== 'object') {
    return (
      <div className="py-px pl-4.5 font-mono text-[12px] break-words">
        <Key name={name} />
        <Scalar value={value} />
      </div>
    );
  }
  return <Branch value={value} name={name} open={open} />;
}

function Branch({
  value,
  name,
  open,
}: {
  value: Json[] | { [key: string]: Json };
  name: string | undefined;
  open: number;
}) {
  const [isOpen, setIsOpen] = useState(open > 0);
  const [shown, setShown] = useState(pageSize);
  const entries: [string, Json][] = isOpen
    ? Array.isArray(value)
      ? value.map((item, index) => [String(index), item])
      : Object.entries(value)
    : [];
  const size = Array.isArray(value) ? value.length : Object.keys(value).length;
  const summary = Array.isArray(value) ? `[ ${count(size)} ]` : `{ ${count(size)} }`;
  return (
    <div className="font-mono text-[12px]">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="flex max-w-full items-center gap-0.5 rounded py-px pr-1 text-left hover:bg-hover"
      >
        <ChevronRight
          size={14}
          aria-hidden="true"
          className={classNames('shrink-0 text-ink-3 transition-transform', isOpen && 'rotate-90')}
        />
        <span className="truncate">
          <Key name={name} />
          <span className="text-ink-3">{summary}</span>
        </span>
      </button>
      {isOpen && (
        <div className="ml-[7px] border-l border-line pl-2">
          {entries.slice(0, shown).map(([key, item]) => (
            <JsonTree key={key} value={item} name={key} open={open - 1} />
          ))}
          {entries.length > shown && (
            <button
              type="button"
              className="py-0.5 pl-4.5 text-accent-ink hover:underline"
              onClick={() => setShown(shown + 10 * pageSize)}
            >
              Show more ({count(entries.length - shown)} left)
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Key({ name }: { name: string | undefined }) {
  return name === undefined ? null : <span className="text-ink-2">{name}: </span>;
}

function Scalar({ value }: { value: null | boolean | number | string }) {
  if (typeof value === 'string') return <span className="whitespace-pre-wrap text-good">"{value}"</span>;
  if (typeof value === 'number') return <span className="text-accent-ink">{value}</span>;
  return <span className="text-target">{String(value)}</span>;
}
