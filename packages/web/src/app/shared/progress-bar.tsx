import { Progress } from 'radix-ui';
import { count } from './numbers.ts';

export interface ProgressBarProps {
  label: string;
  done: number;
  total: number;
  /** Of what is done, how much failed. */
  failed?: number;
}

export function ProgressBar({ label, done, total, failed = 0 }: ProgressBarProps) {
  const share = (part: number) => `${total === 0 ? 0 : Math.min(100, (100 * part) / total)}%`;
  return (
    <Progress.Root
      aria-label={label}
      value={Math.min(done, total)}
      max={Math.max(total, 1)}
      getValueLabel={() => `${count(done)} of ${count(total)}`}
      className="flex h-1.5 w-full overflow-hidden rounded-full bg-line"
    >
      <Progress.Indicator
        className="h-full bg-accent transition-[width] duration-300"
        style={{ width: share(done - failed) }}
      />
      <div className="h-full bg-bad transition-[width] duration-300" style={{ width: share(failed) }} />
    </Progress.Root>
  );
}
