import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const tones = {
  info: { box: 'border-line bg-sunken text-ink-2', icon: Info, tint: 'text-accent-ink' },
  warn: { box: 'border-warn-line bg-warn-soft text-ink', icon: TriangleAlert, tint: 'text-warn' },
  bad: { box: 'border-bad-line bg-bad-soft text-ink', icon: CircleAlert, tint: 'text-bad' },
};

export interface NoticeProps {
  tone?: keyof typeof tones;
  children: ReactNode;
  action?: ReactNode;
  /** Read out at once by a screen reader. */
  isAlert?: boolean;
  className?: string;
}

export function Notice({ tone = 'info', children, action, isAlert, className }: NoticeProps) {
  const { box, icon: Icon, tint } = tones[tone];
  return (
    <div
      role={isAlert ? 'alert' : undefined}
      className={classNames('flex items-start gap-2.5 rounded-lg border px-3 py-2 text-[13px]', box, className)}
    >
      <Icon size={16} aria-hidden="true" className={classNames('mt-0.5 shrink-0', tint)} />
      <div className="min-w-0 flex-1 break-words">{children}</div>
      {action}
    </div>
  );
}
