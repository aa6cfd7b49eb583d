const labelWidth = 30;

/** Answers go to stdout. */
export function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** `label      value`, aligned. */
export function printLine(label: string, value: string): void {
  print(`${label.padEnd(labelWidth)} ${value}`);
}
