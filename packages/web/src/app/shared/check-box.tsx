import { Check } from 'lucide-react';
import { Checkbox } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

export interface CheckBoxProps {
  label: string;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  isDisabled?: boolean;
  /** Why it is as it is, under the label. */
  note?: ReactNode;
}

export function CheckBox({ label, isChecked, onChange, isDisabled = false, note }: CheckBoxProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <Checkbox.Root
        id={id}
        checked={isChecked}
        disabled={isDisabled}
        onCheckedChange={(next) => onChange(next === true)}
        aria-describedby={note ? `${id}-note` : undefined}
        className={classNames(
          'mt-[3px] flex size-4 shrink-0 items-center justify-center rounded border transition-colors disabled:cursor-not-allowed disabled:opacity-50',
          isChecked ? 'border-accent bg-accent text-on-accent' : 'border-line-strong bg-canvas',
        )}
      >
        <Checkbox.Indicator>
          <Check size={12} strokeWidth={3} aria-hidden="true" />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <div className="min-w-0">
        <label htmlFor={id} className={classNames('text-[13px]', isDisabled ? 'text-ink-3' : 'text-ink')}>
          {label}
        </label>
        {note && (
          <p id={`${id}-note`} className="text-[12px] leading-snug text-ink-3">
            {note}
          </p>
        )}
      </div>
    </div>
  );
}
