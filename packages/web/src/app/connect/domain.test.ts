import { describe, expect, it } from 'vitest';
import { domainProblem, originOf } from './domain.ts';

describe('the domain a person types', () => {
  it.each([
    ['acme.sisense.com', 'https://acme.sisense.com'],
    ['  acme.sisense.com/ ', 'https://acme.sisense.com'],
    ['https://acme.sisense.com:8443/tenant', 'https://acme.sisense.com:8443/tenant'],
    ['http://127.0.0.1:8003', 'http://127.0.0.1:8003'],
  ])('%s is %s', (typed, origin) => {
    expect(originOf(typed)).toBe(origin);
    expect(domainProblem(typed)).toBeUndefined();
  });

  it.each([
    ['', 'Type the address'],
    ['https://', 'not an address'],
    ['ftp://acme.com', 'begin with https'],
    ['https://jane:secret@acme.com', 'Leave user name and password out'],
    ['acme.com/app/main#/home', 'address only'],
  ])('%s is refused with a reason', (typed, reason) => {
    expect(domainProblem(typed)).toContain(reason);
  });
});
