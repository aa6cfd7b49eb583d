const words: Record<number, string> = {
  0: 'BigInt',
  1: 'Binary',
  2: 'Bit',
  3: 'Char',
  4: 'DateTime',
  5: 'Decimal',
  6: 'Float',
  7: 'Image',
  8: 'Integer',
  9: 'Money',
  10: 'NChar',
  11: 'NText',
  12: 'NVarChar',
  13: 'Real',
  14: 'UniqueIdentifier',
  15: 'SmallDateTime',
  16: 'SmallInt',
  17: 'SmallMoney',
  18: 'Text',
  19: 'Timestamp',
  20: 'TinyInt',
  21: 'VarBinary',
  22: 'VarChar',
  23: 'Variant',
  25: 'Xml',
  29: 'Udt',
  30: 'Structured',
  31: 'Date',
  32: 'Time',
  33: 'DateTime2',
  34: 'DateTimeOffset',
  40: 'Double',
};

/** A column's type in words; an unknown code is told as it is. */
export function columnType(code: number | null | undefined): string {
  if (code === null || code === undefined) return 'unknown';
  return words[code] ?? `code ${code}`;
}
