import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';

export interface SideSheetProps {
  title: string;
  isTitleHidden?: boolean;
  isOpen: boolean;
  onClose: () => void;
  side?: 'left' | 'right';
  isWide?: boolean;
  children: ReactNode;
}

/** A panel over one edge of the page, with focus kept inside until it closes. */
export function SideSheet({
  title,
  isTitleHidden = false,
  isOpen,
  onClose,
  side = 'right',
  isWide = false,
  children,
}: SideSheetProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fade fixed inset-0 z-40 bg-black/35" />
        <Dialog.Content
          aria-describedby={undefined}
          className={classNames(
            'fade fixed inset-y-0 z-50 flex max-w-[92vw] flex-col bg-panel card-shadow',
            side === 'left' ? 'left-0 w-[288px] border-r border-line' : 'right-0 border-l border-line',
            side === 'right' && (isWide ? 'w-[820px]' : 'w-[480px]'),
          )}
        >
          <div
            className={classNames(
              'flex items-center gap-2 px-4 py-2.5',
              isTitleHidden ? 'absolute top-0 right-0' : 'border-b border-line',
            )}
          >
            <Dialog.Title className={isTitleHidden ? 'sr-only' : 'min-w-0 flex-1 truncate text-[14px] font-semibold'}>
              {title}
            </Dialog.Title>
            <Dialog.Close asChild>
              <Button look="quiet" size="icon" aria-label="Close">
                <X size={16} aria-hidden="true" />
              </Button>
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
