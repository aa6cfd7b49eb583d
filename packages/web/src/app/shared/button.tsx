import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Spinner } from './spinner.tsx';

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border-transparent',
  danger: 'bg-bad-strong text-white hover:brightness-110 border-transparent',
  plain: 'bg-raised text-ink hover:bg-hover border-line',
  quiet: 'bg-transparent text-ink-2 hover:bg-hover hover:text-ink border-transparent',
};
const sizes = {
  normal: 'h-9 px-3.5 text-[13.5px]',
  small: 'h-7 px-2.5 text-[12.5px]',
  icon: 'size-8 justify-center',
  square: 'size-9 justify-center',
};

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
  isBusy?: boolean;
  icon?: ReactNode;
}

export function Button({ look = 'plain', size = 'normal', isBusy, icon, children, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || isBusy}
      aria-busy={isBusy || undefined}
      className={classNames(
        'inline-flex shrink-0 items-center gap-1.5 rounded-lg border font-medium whitespace-nowrap transition-colors',
        'disabled:opacity-55',
        looks[look],
        sizes[size],
        className,
      )}
    >
      {isBusy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
