import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

// A part of the page that scrolls must be reachable by keyboard, and not every browser sees to that by itself.
const reachable = { tabIndex: 0 };

/** A named part of the page that scrolls by itself. */
export function ScrollRegion({ className, ...rest }: ComponentProps<'section'> & { 'aria-label': string }) {
  return <section {...rest} {...reachable} className={classNames('overflow-auto -outline-offset-2', className)} />;
}
