import { ChevronRight } from 'lucide-react';
import { Collapsible } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { classNames } from './class-names.ts';

export interface DisclosureProps {
  label: ReactNode;
  children: ReactNode;
  isOpenAtFirst?: boolean;
  className?: string;
}

/** A line that opens what is behind it. The content is built only once it is opened. */
export function Disclosure({ label, children, isOpenAtFirst = false, className }: DisclosureProps) {
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  return (
    <Collapsible.Root open={isOpen} onOpenChange={setIsOpen} className={classNames('min-w-0', className)}>
      <Collapsible.Trigger className="flex w-full min-w-0 items-center gap-1.5 rounded-md py-1 pr-2 pl-1 text-left text-[13px] text-ink-2 hover:bg-hover hover:text-ink">
        <ChevronRight
          size={14}
          aria-hidden="true"
          className={classNames('shrink-0 text-ink-3 transition-transform', isOpen && 'rotate-90')}
        />
        {label}
      </Collapsible.Trigger>
      <Collapsible.Content className="fade">{children}</Collapsible.Content>
    </Collapsible.Root>
  );
}
