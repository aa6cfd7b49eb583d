import type { Operation } from '@fes-assistant/protocol';
import { useState } from 'react';
import { clock } from '../shared/durations.ts';
import { useNow } from '../shared/use-now.ts';

/** Seconds until a proposal expires; the server decides by its own clock whatever this one says. */
export function useSecondsLeft({ expiresAt }: Pick<Operation, 'expiresAt'>): number {
  const end = Date.parse(expiresAt);
  const [isOver, setIsOver] = useState(() => Date.now() >= end);
  const now = useNow({ every: 1000, isOn: !isOver });
  if (!isOver && now >= end) setIsOver(true);
  return Math.max(0, (end - now) / 1000);
}

export function Expiry({ secondsLeft }: { secondsLeft: number }) {
  if (secondsLeft <= 0) {
    return <p className="ml-auto text-[12.5px] text-bad">This proposal has expired. Ask again for a fresh plan.</p>;
  }
  return (
    <p className={`tabular ml-auto text-[12.5px] ${secondsLeft < 60 ? 'text-warn' : 'text-ink-3'}`}>
      <span className="sr-only">Time to decide: </span>
      <span aria-hidden="true">Expires in </span>
      <time>{clock(secondsLeft)}</time>
    </p>
  );
}
