import type { Turn } from '@fes-assistant/protocol';
import { duration } from '../shared/durations.ts';
import { ProgressBar } from '../shared/progress-bar.tsx';
import { Spinner } from '../shared/spinner.tsx';
import { useNow } from '../shared/use-now.ts';
import { phaseWords } from './phase-words.ts';

/** One line that says what is going on and for how long. */
export function LiveStatus({ turn, isStopping }: { turn: Turn; isStopping: boolean }) {
  const now = useNow({ every: 200, isOn: true });
  const line = turn.log.at(-1);
  const seconds = Math.max(0, (now - Date.parse(turn.at)) / 1000);
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex min-w-0 items-center gap-2 text-[13.5px] text-ink-2">
        <span className="text-accent-ink">
          <Spinner />
        </span>
        <span className="shrink-0 font-medium text-ink">{isStopping ? 'Stopping' : phaseWords[turn.phase]}…</span>
        {line && <span className="min-w-0 truncate">{line.message}</span>}
        <span className="tabular ml-auto shrink-0 text-[12.5px] text-ink-3">
          {duration(Math.floor(seconds * 10) / 10)}
        </span>
      </div>
      {line?.progress !== undefined && line.total !== undefined && line.total > 0 && (
        <ProgressBar label="Progress" done={line.progress} total={line.total} />
      )}
    </div>
  );
}
