import { fractionOf } from '../random.ts';
import { firstNames, lastNames } from './names.ts';

const pick = (choices: readonly string[], ...of: (string | number)[]): string =>
  choices[Math.floor(fractionOf(...of) * choices.length)] ?? '';
const digits = (count: number, ...of: (string | number)[]): string =>
  String(Math.floor(fractionOf(...of) * 10 ** count)).padStart(count, '0');

/** Someone else for each number, up to ten thousand. */
function personAt(at: number): { first: string; last: string } {
  const shuffled = (at * 3_571 + 97) % (firstNames.length * lastNames.length);
  const first = firstNames[shuffled % firstNames.length] ?? '';
  return { first, last: lastNames[Math.floor(shuffled / firstNames.length)] ?? '' };
}

const name = (at: number): string => {
  const { first, last } = personAt(at);
  return `${first} ${last}`;
};

const models = 'Alpspitz Cima Dolomit Eiger Fjell Galdhø Isar Jotun Karwendel Lofoten Montblanc Nanga Ortler'.split(
  ' ',
);
const makes = ['Light', 'Pro', 'Trail', 'Summit', 'Kids', 'Classic'];
/** Says nothing of what kind of thing it is: that stands in another column. */
const product = (at: number): string =>
  `${models[at % models.length]} ${makes[Math.floor(at / models.length) % makes.length]} ${20 + 5 * Math.floor(at / (models.length * makes.length))}`;

const accounts =
  'Retail revenue|Online revenue|Wholesale revenue|Goods purchased|Freight in|Freight out|Salaries|Social security|Rent|Energy|Cleaning|Insurance|Advertising|Trade fairs|Travel|Training|Software|Telephone|Postage|Bank charges|Interest paid|Currency gains|Depreciation|Repairs|Legal advice|Audit|Donations|Vehicle costs|Packaging|Stock write-off'.split(
    '|',
  );
const memos =
  'Called back, waits for a replacement|Sent photos of the zip|Asked for the store in Leeds|Wants a refund, not a voucher|Parcel shown as delivered|Bought as a present|Second complaint this year|Size was swapped in the box'.split(
    '|',
  );
const notes =
  'Minimum order 50 pieces|Discontinued after autumn|New mould from May|Ships from Porto|Price agreed until June|Sample room has two'.split(
    '|',
  );
const carriers = 'newsletter|search|partner|social|direct|print'.split('|');

const wordings: Record<string, (at: number) => string> = {
  Customer: name,
  Employee: (at) => name(at + 2_000),
  Rep: (at) => name(at + 4_000),
  Agent: (at) => name(at + 5_000),
  Lead: (at) => name(at + 6_000),
  customer: (at) => {
    const { first, last } = personAt(at);
    return `${first}.${last}@${pick(['post', 'mail', 'inbox'], 'mail', at)}.example`.toLowerCase();
  },
  Product: product,
  Item: (at) => product(at + 31),
  Account: (at) => `${4_000 + at * 20} ${accounts[at % accounts.length]}`,
  Voucher: (at) => `MO-${digits(2, 'voucher', at)}${String(at + 1).padStart(5, '0')}`,
  Code: (at) => `${pick(['R', 'W', 'O'], 'code', at)}-${digits(4, 'code number', at)}`,
  Batch: (at) => `B26-${digits(4, 'batch', at)}`,
  Bin: (at) => `${pick([...'ABCDEF'], 'aisle', at)}-${digits(2, 'rack', at)}-${digits(1, 'shelf', at)}`,
  Memo: (at) => pick(memos, 'memo', at),
  Note: (at) => pick(notes, 'note', at),
  v: (at) => `${pick(['1', '2', '3'], 'major', at)}.${digits(1, 'minor', at)}.${digits(1, 'patch', at)}`,
  utm: (at) => `utm_source=${pick(carriers, 'utm', at)}`,
  json: (at) => `{"source":"${pick(carriers, 'json', at)}","bid":0.${digits(2, 'bid', at)}}`,
  payload: (at) => `{"battery":${digits(2, 'battery', at)},"fw":"2.${digits(1, 'firmware', at)}"}`,
};

/** What stands in the row of that number in a text column, by the word that describes the column. */
export function wordedText(word: string, at: number): string {
  return wordings[word]?.(at) ?? `${word} ${at + 1}`;
}
