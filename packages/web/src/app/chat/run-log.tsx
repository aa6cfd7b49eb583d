import type { Turn } from '@fes-assistant/protocol';
import { ScrollText } from 'lucide-react';
import { Disclosure } from '../shared/disclosure.tsx';
import { counted } from '../shared/numbers.ts';
import { ScrollRegion } from '../shared/scroll-region.tsx';
import { wallTime } from '../shared/wall-time.ts';

/** What progress said, in order. */
export function RunLog({ log }: { log: Turn['log'] }) {
  if (log.length === 0) return null;
  return (
    <Disclosure
      className="-ml-1"
      label={
        <span className="flex flex-1 items-center gap-2">
          <ScrollText size={14} aria-hidden="true" />
          Run log
          <span className="tabular ml-auto text-[12.5px] text-ink-3">{counted(log.length, 'line')}</span>
        </span>
      }
    >
      <ScrollRegion
        aria-label="Run log"
        className="mt-1 ml-5 max-h-72 rounded-lg border border-line bg-panel px-3 py-2 font-mono text-[12px]"
      >
        <ol>
          {log.map((line, index) => (
            <li key={`${line.at}-${String(index)}`} className="flex gap-3 py-px">
              <time dateTime={line.at} className="shrink-0 text-ink-3">
                {wallTime(line.at)}
              </time>
              <span className="min-w-0 break-words">{line.message}</span>
              {line.total !== undefined && (
                <span className="tabular ml-auto shrink-0 text-ink-3">
                  {line.progress}/{line.total}
                </span>
              )}
            </li>
          ))}
        </ol>
      </ScrollRegion>
    </Disclosure>
  );
}
