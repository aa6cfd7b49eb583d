import { isIP, type LookupFunction } from 'node:net';

export type PinnedLookup = LookupFunction;

/** A name look-up that knows one host and answers only addresses that were checked before. */
export function pinnedLookup(host: string, addresses: string[]): PinnedLookup {
  const answers = addresses.map((address) => ({ address, family: isIP(address) }));
  return (asked, options, answer) => {
    const family = Number(options.family === 'IPv6' ? 6 : options.family === 'IPv4' ? 4 : (options.family ?? 0));
    const fitting = answers.filter((candidate) => family === 0 || candidate.family === family);
    const [first] = fitting;
    if (asked !== host || first === undefined) {
      answer(Object.assign(new Error(`${asked} is not the host that was checked.`), { code: 'ENOTFOUND' }), '', 0);
    } else if (options.all) answer(null, fitting);
    else answer(null, first.address, first.family);
  };
}
