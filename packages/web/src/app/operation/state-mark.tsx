import type { Operation } from '@fes-assistant/protocol';
import { CircleCheck, CircleHelp, CircleSlash, CircleX, Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { Spinner } from '../shared/spinner.tsx';
import { stateWord, type Tone } from './state-words.ts';

const looks: Record<Tone, { icon: ReactNode; tint: string }> = {
  waiting: { icon: <Hourglass size={14} aria-hidden="true" />, tint: 'text-warn' },
  busy: { icon: <Spinner size={14} />, tint: 'text-accent-ink' },
  good: { icon: <CircleCheck size={14} aria-hidden="true" />, tint: 'text-good' },
  mixed: { icon: <CircleHelp size={14} aria-hidden="true" />, tint: 'text-warn' },
  bad: { icon: <CircleX size={14} aria-hidden="true" />, tint: 'text-bad' },
  over: { icon: <CircleSlash size={14} aria-hidden="true" />, tint: 'text-ink-3' },
};

export function StateMark({ operation }: { operation: Operation }) {
  const { word, tone } = stateWord(operation);
  const { icon, tint } = looks[tone];
  return (
    <p role="status" className={`flex items-center gap-1.5 text-[12.5px] font-medium ${tint}`}>
      {icon}
      {word}
    </p>
  );
}
