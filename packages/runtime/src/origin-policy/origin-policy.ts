import { isIP } from 'node:net';
import { isLoopbackHost } from '../settings/is-loopback.ts';
import { addressKind, plainAddress } from './address-kind.ts';
import { type HostRule, parseHostRule } from './host-rule.ts';
import { OriginRefused } from './origin-refused.ts';
import { type Deployment, parseDeployment } from './parse-deployment.ts';
import { type PinnedLookup, pinnedLookup } from './pinned-lookup.ts';
import { localAddresses, resolveAll } from './resolve-host.ts';

export interface OriginPolicyOptions {
  /** Entries of FES_SISENSE_HOSTS; `undefined` admits every https address that is not always refused. */
  hosts?: string[] | undefined;
  /** Origins of this run (the demo's), admitted besides `hosts`. */
  alsoAllowed?: string[];
  /** Ports that this installation listens on: never a deployment. */
  ownPorts?: number[];
  /** Every address of a name; throws when there is none. */
  resolve?: (host: string) => Promise<string[]>;
}

/** A deployment that may be reached, at the addresses that were checked and nowhere else. */
export interface AdmittedOrigin {
  deployment: Deployment;
  addresses: string[];
  /** For undici's `connect.lookup`: answers only the checked addresses, for this host only. */
  lookup: PinnedLookup;
}

export interface OriginPolicy {
  /** Judges scheme, host and port without the network. @throws {OriginRefused} */
  checkName(deployment: Deployment): void;
  /** Parses, judges, resolves once and judges every address. @throws {OriginRefused} */
  admit(typed: string): Promise<AdmittedOrigin>;
}

const metadataNames = new Set(['metadata', 'metadata.google.internal', 'metadata.goog', 'instance-data']);

export function createOriginPolicy(options: OriginPolicyOptions): OriginPolicy {
  const rules = options.hosts === undefined ? undefined : options.hosts.map(parseHostRule);
  const extra = (options.alsoAllowed ?? []).map(parseHostRule);
  const resolve = options.resolve ?? resolveAll;
  const judge: Judge = { rules, all: [...(rules ?? []), ...extra], ownPorts: new Set(options.ownPorts ?? []) };
  return {
    checkName: (deployment) => checkName(deployment, judge),
    async admit(typed) {
      const deployment = parseDeployment(typed);
      checkName(deployment, judge);
      const addresses = isIP(deployment.host) ? [deployment.host] : await resolve(deployment.host);
      if (addresses.length === 0) throw new OriginRefused(`The host ${deployment.host} has no address.`);
      for (const address of addresses) checkAddress({ deployment, address }, judge);
      return { deployment, addresses, lookup: pinnedLookup(deployment.host, addresses) };
    },
  };
}

interface Judge {
  rules: HostRule[] | undefined;
  all: HostRule[];
  ownPorts: Set<number>;
}

function checkName(deployment: Deployment, judge: Judge): void {
  const { host, scheme } = deployment;
  if (metadataNames.has(host) || host.startsWith('instance-data.')) refuseAlways(host);
  if (isIP(host)) checkAddress({ deployment, address: host }, judge);
  const candidates = judge.all.filter((rule) => fitsSchemeAndPort(rule, deployment));
  if (candidates.some((rule) => rule.kind === 'range' || fitsName(rule, host))) return;
  if (isLoopbackHost(host)) refuseLoopback(host);
  if (scheme === 'http') {
    throw new OriginRefused(
      `Plain http sends the token in clear. Use https, or have the operator list http://${host} in FES_SISENSE_HOSTS.`,
    );
  }
  if (judge.rules !== undefined) refuseUnlisted(deployment);
}

function checkAddress({ deployment, address }: { deployment: Deployment; address: string }, judge: Judge): void {
  const kind = addressKind(address);
  const plain = plainAddress(address);
  if (kind === 'never') refuseAlways(deployment.host);
  const candidates = judge.all.filter((rule) => fitsSchemeAndPort(rule, deployment));
  const inRange = candidates.filter((rule) => rule.kind === 'range' && fitsRange(rule, plain));
  const named = candidates.filter((rule) => fitsName(rule, deployment.host));
  if (judge.ownPorts.has(deployment.port) && (kind === 'loopback' || localAddresses().has(plain))) {
    throw new OriginRefused('That is an address of this product itself, not of a Sisense deployment.');
  }
  if (kind === 'loopback') {
    const opened = named.length > 0 && isLoopbackHost(deployment.host);
    if (!opened && !inRange.some((rule) => rule.kind === 'range' && rule.loopback)) refuseLoopback(deployment.host);
    return;
  }
  if (inRange.length > 0 || named.length > 0) return;
  if (judge.rules !== undefined || deployment.scheme === 'http') refuseUnlisted(deployment);
}

function fitsSchemeAndPort(rule: HostRule, { scheme, port }: Deployment): boolean {
  return rule.scheme === scheme && (rule.port === 'any' || rule.port === port);
}

function fitsName(rule: HostRule, host: string): boolean {
  if (rule.kind !== 'name') return false;
  return rule.subdomains ? host.endsWith(`.${rule.name}`) : host === rule.name;
}

function fitsRange(rule: HostRule & { kind: 'range' }, address: string): boolean {
  return rule.range.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function refuseAlways(host: string): never {
  throw new OriginRefused(`The host ${host} is never a Sisense deployment: its address is reserved.`);
}

function refuseLoopback(host: string): never {
  throw new OriginRefused(
    `The host ${host} is this machine itself. The operator can list its full origin in FES_SISENSE_HOSTS.`,
  );
}

function refuseUnlisted({ host, port }: Deployment): never {
  throw new OriginRefused(`The host ${host}:${port} is not among those that the operator listed in FES_SISENSE_HOSTS.`);
}
