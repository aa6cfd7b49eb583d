const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en', { maximumFractionDigits: 6 });

/** A number with thousands separators. */
export const count = (value: number): string => whole.format(value);
export const exactNumber = (value: number): string => exact.format(value);

/** `1 row`, `1,204 rows`. */
export function counted(value: number, one: string): string {
  return `${count(value)} ${value === 1 ? one : `${one}s`}`;
}
