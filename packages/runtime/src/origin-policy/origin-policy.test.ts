import { describe, expect, test } from 'vitest';
import { createOriginPolicy, type OriginPolicyOptions } from './origin-policy.ts';
import { OriginRefused } from './origin-refused.ts';
import { parseDeployment } from './parse-deployment.ts';
import { localAddresses } from './resolve-host.ts';

/** Names of the tests and where they lead. */
const zone: Record<string, string[]> = {
  'bi.acme.com': ['93.184.216.34'],
  'inside.acme.com': ['10.1.2.3'],
  'both.acme.com': ['93.184.216.34', '2606:2800:220:1::1'],
  'mixed.acme.com': ['93.184.216.34', '169.254.169.254'],
  'mixed6.acme.com': ['93.184.216.34', '::1'],
  'rebound.acme.com': ['127.0.0.1'],
  'meta.acme.com': ['169.254.169.254'],
  'mapped.acme.com': ['::ffff:169.254.169.254'],
  'local.acme.com': ['fe80::1'],
  'nothing.acme.com': [],
  'evil.example': ['203.0.113.9'],
  localhost: ['127.0.0.1', '::1'],
  'app.localhost': ['127.0.0.1'],
};

const resolve = async (host: string) => zone[host] ?? [];

function admit(typed: string, options: OriginPolicyOptions = {}) {
  return createOriginPolicy({ resolve, ...options }).admit(typed);
}

const open: OriginPolicyOptions = {};
const listed: OriginPolicyOptions = {
  hosts: ['bi.acme.com', '*.sisense.acme.com', 'http://plain.acme.com:30845', '[2606:2800:220::]/48'],
};
const private10: OriginPolicyOptions = {
  hosts: ['10.0.0.0/8', '10.0.0.0/8:30845', '127.0.0.0/8:9000'],
  ownPorts: [8501, 8001, 8002, 9000],
};
const everything: OriginPolicyOptions = {
  hosts: [
    '0.0.0.0/1:*',
    '128.0.0.0/1:*',
    '[::]/1:*',
    '[8000::]/1:*',
    'http://0.0.0.0/1:*',
    'http://128.0.0.0/1:*',
    'metadata.google.internal',
  ],
};

const badText = [
  '',
  ' ',
  'https://',
  'https:///',
  'https://user@bi.acme.com',
  'https://user:pass@bi.acme.com',
  'https://bi.acme.com@evil.example',
  'https://bi.acme.com%40evil.example',
  'https://bi.acme.com#@evil.example',
  'https://bi.acme.com?x=1',
  'https://bi.acme.com/?x=1',
  'https://bi.acme.com/#/home',
  'https://bi.acme.com/app/main#/home',
  'https://bi.acme.com/app',
  'https://bi.acme.com/api',
  'https://bi.acme.com/API',
  'https://bi.acme.com/tenant/more',
  'https://bi.acme.com/../x',
  'https://bi.acme.com/%2e%2e',
  'https://bi.acme.com/ten ant',
  'https://bi.acme.com//tenant',
  'https://bi.acme.com/ten;ant',
  'https://bi.acme.com\\evil.example',
  'https:\\\\bi.acme.com',
  'https:bi.acme.com',
  '//bi.acme.com',
  'ftp://bi.acme.com',
  'file:///etc/passwd',
  'gopher://bi.acme.com',
  'javascript:alert(1)',
  'data:text/html,x',
  'ws://bi.acme.com',
  'wss://bi.acme.com',
  'unix:///run/docker.sock',
  'https://bi.acme.com:0',
  'https://bi.acme.com:65536',
  'https://bi.acme.com:99999999',
  'https://bi.acme.com:-1',
  'https://bi.acme.com:80a',
  'https://bi.acme.com:',
  'https://bi.acme.com:443:443',
  'https://bi.acme.com.',
  'https://.bi.acme.com',
  'https://bi..acme.com',
  'https://-bi.acme.com',
  'https://bi-.acme.com',
  `https://${'a'.repeat(64)}.acme.com`,
  `https://${'a.'.repeat(130)}com`,
  `https://bi.acme.com/${'t'.repeat(65)}`,
  `https://${'a'.repeat(3000)}`,
  'https://bi.acme.com\r\nX-Evil: 1',
  'https://bi.acme.com\u0000',
  'https://bi\tacme.com',
  'https://bi.acme.com\u200b',
  'https://bi.acme.com\u202e',
  'https://bі.acme.com',
  'https://bi。acme。com',
  'https://bi．acme.com',
  'https://ⓑⓘ.acme.com',
  'https://bi.acme.com／tenant',
  'https://１２７.0.0.1',
  'https://münchen.example',
  'https://2130706433',
  'https://017700000001',
  'https://0x7f000001',
  'https://0x7f.0.0.1',
  'https://0177.0.0.1',
  'https://127.1',
  'https://127.0.1',
  'https://0127.0.0.1',
  'https://127.0.0.01',
  'https://127.0.0.1.',
  'https://256.256.256.256',
  'https://1.2.3.4.5',
  'https://10.0.0.0/8/8',
  'https://0',
  'https://0x',
  'https://bi.acme.0x10',
  'https://3232235777',
  'https://0300.0250.0.1',
  'https://[::1',
  'https://::1',
  'https://[::1]]',
  'https://[fe80::1%25eth0]',
  'https://[fe80::1%eth0]',
  'https://[::ffff:1.2.3]',
  'https://[1.2.3.4]',
  'https://[gggg::1]',
  'https://[:::1]',
  'https://*',
  'https://*.acme.com',
  'https://bi.acme.com,evil.example',
  "https://bi.acme.com'",
  'https://bi.acme.com"',
  'https://<bi.acme.com>',
  'https://$HOST',
  'https://bi.acme.com|evil',
];

const neverAddresses = [
  '0.0.0.0',
  '0.1.2.3',
  '169.254.169.254',
  '169.254.0.1',
  '169.254.170.2',
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '[::]',
  '[fe80::1]',
  '[febf::1]',
  '[fec0::1]',
  '[ff02::1]',
  '[fd00:ec2::254]',
  '[fd00:ec2::23]',
  '[fd20:ce::254]',
  '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]',
  '[::ffff:0.0.0.0]',
  '[::ffff:224.0.0.1]',
  '[::169.254.169.254]',
  '[::10.0.0.1]',
  '[::ffff:0:169.254.169.254]',
  '[64:ff9b::169.254.169.254]',
  '[64:ff9b:1::1]',
  '[2002:a9fe:a9fe::1]',
  '[2002:a00:1::1]',
  '[2001:0:a9fe:a9fe::1]',
  '[2001::1]',
  '[2606:4700::5efe:169.254.169.254]',
  '[2606:4700::200:5efe:10.0.0.1]',
];

const loopbackHosts = [
  '127.0.0.1',
  '127.255.255.254',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  'localhost',
  'app.localhost',
];

describe('an address that is not plainly a deployment is refused', () => {
  test.each(badText)('%j', async (typed) => {
    await expect(admit(typed, everything)).rejects.toThrow(OriginRefused);
  });
});

describe.each([
  ['open', open],
  ['listed', listed],
  ['private', private10],
  ['everything listed', everything],
])('in the mode %s', (_mode, options) => {
  test.each(neverAddresses)('https://%s is never reached', async (host) => {
    await expect(admit(`https://${host}`, options)).rejects.toThrow(/reserved|not among/);
  });
  test.each(loopbackHosts)('https://%s is not reached', async (host) => {
    await expect(admit(`https://${host}`, options)).rejects.toThrow(OriginRefused);
  });
  test.each(['metadata.google.internal', 'metadata', 'metadata.goog', 'instance-data', 'instance-data.ec2.internal'])(
    'https://%s is never reached',
    async (host) => {
      const everywhere = async () => ['93.184.216.34'];
      await expect(admit(`https://${host}`, { ...options, resolve: everywhere })).rejects.toThrow('reserved');
    },
  );
  test.each(['mixed', 'mixed6', 'rebound', 'meta', 'mapped', 'local', 'nothing'])(
    'https://%s.acme.com is refused for where its name leads',
    async (name) => {
      const hosts = options.hosts === undefined ? undefined : [...options.hosts, `${name}.acme.com`];
      await expect(admit(`https://${name}.acme.com`, { ...options, hosts })).rejects.toThrow(
        /reserved|itself|no address/,
      );
    },
  );
});

test('the vectors are more than two hundred', () => {
  expect(badText.length + 4 * (neverAddresses.length + loopbackHosts.length + 12)).toBeGreaterThan(200);
});

describe('what is admitted', () => {
  const cases: [string, OriginPolicyOptions, string][] = [
    ['https://bi.acme.com', open, 'https://bi.acme.com'],
    ['bi.acme.com', open, 'https://bi.acme.com'],
    [' HTTPS://BI.Acme.com:443/ ', open, 'https://bi.acme.com'],
    ['https://bi.acme.com:8443', open, 'https://bi.acme.com:8443'],
    ['https://bi.acme.com/Tenant-1', open, 'https://bi.acme.com/Tenant-1'],
    ['https://bi.acme.com/tenant_1/', open, 'https://bi.acme.com/tenant_1'],
    ['https://inside.acme.com', open, 'https://inside.acme.com'],
    ['https://10.9.8.7', open, 'https://10.9.8.7'],
    ['https://both.acme.com', open, 'https://both.acme.com'],
    ['https://[2606:2800:0220:0001:0000::0001]', open, 'https://[2606:2800:220:1::1]'],
    ['https://bi.acme.com', listed, 'https://bi.acme.com'],
    ['https://[2606:2800:220::9]', listed, 'https://[2606:2800:220::9]'],
    ['https://10.9.8.7', private10, 'https://10.9.8.7'],
    ['https://inside.acme.com:30845', private10, 'https://inside.acme.com:30845'],
    ['http://127.0.0.1:8003', { alsoAllowed: ['http://127.0.0.1:8003'] }, 'http://127.0.0.1:8003'],
    ['http://localhost:8003', { hosts: ['http://localhost:8003'] }, 'http://localhost:8003'],
    ['http://10.1.1.1:30845', { hosts: ['http://10.0.0.0/8:30845'] }, 'http://10.1.1.1:30845'],
    ['http://192.168.1.9:30845', { hosts: ['http://192.168.1.9:*'] }, 'http://192.168.1.9:30845'],
  ];
  test.each(cases)('%j %j', async (typed, options, origin) => {
    expect((await admit(typed, options)).deployment.origin).toBe(origin);
  });

  test('subdomains where they are listed', async () => {
    const anywhere = async () => ['93.184.216.34'];
    const policy = { hosts: ['*.sisense.acme.com'], resolve: anywhere };
    expect((await admit('https://eu.sisense.acme.com', policy)).addresses).toEqual(['93.184.216.34']);
    await expect(admit('https://sisense.acme.com', policy)).rejects.toThrow('not among those');
    await expect(admit('https://eu.sisense.acme.com.evil.example', policy)).rejects.toThrow('not among those');
    await expect(admit('https://evilsisense.acme.com', policy)).rejects.toThrow('not among those');
  });
});

describe('what the operator has not listed', () => {
  const cases: [string, OriginPolicyOptions, RegExp][] = [
    ['http://bi.acme.com', open, /^Plain http sends the token in clear/],
    ['http://10.1.2.3:30845', open, /^(Plain http|The host)/],
    ['http://bi.acme.com', listed, /^Plain http/],
    ['https://evil.example', listed, /not among those that the operator listed/],
    ['https://bi.acme.com:8443', listed, /bi\.acme\.com:8443 is not among/],
    ['https://93.184.216.34', listed, /not among/],
    ['http://plain.acme.com:30846', listed, /Plain http/],
    ['https://plain.acme.com:30845', listed, /not among/],
    ['https://11.0.0.1', private10, /not among/],
    ['https://10.0.0.1:8443', private10, /not among/],
    ['https://bi.acme.com', private10, /not among/],
    ['http://127.0.0.1:8004', { alsoAllowed: ['http://127.0.0.1:8003'] }, /this machine itself/],
    ['http://localhost:8003', { alsoAllowed: ['http://127.0.0.1:8003'] }, /this machine itself/],
    ['https://rebound.acme.com', { hosts: ['0.0.0.0/1'] }, /this machine itself/],
    ['https://127.0.0.1:9000', private10, /this product itself/],
  ];
  test.each(cases)('%j %j', async (typed, options, sentence) => {
    await expect(admit(typed, options)).rejects.toThrow(sentence);
  });

  test('the own ports of this machine, under any of its addresses', async () => {
    const own = [...localAddresses()].find((address) => !address.includes(':') && !address.startsWith('127.'));
    if (own === undefined) return expect(localAddresses().has('127.0.0.1')).toBe(true);
    await expect(admit(`https://${own}:8002`, { ownPorts: [8002] })).rejects.toThrow('this product itself');
  });
});

describe('the look-up that is given back', () => {
  function look(
    admitted: Awaited<ReturnType<typeof admit>>,
    host: string,
    options: { all?: boolean; family?: number },
  ) {
    return new Promise((done) => {
      admitted.lookup(host, options, (error, address, family) => done(error ? error.code : { address, family }));
    });
  }

  test('answers the checked addresses, whatever the name leads to later', async () => {
    let asked = 0;
    const flipping = async () => (asked++ === 0 ? ['93.184.216.34'] : ['127.0.0.1']);
    const admitted = await admit('https://bi.acme.com', { resolve: flipping });
    for (let round = 0; round < 500; round++) {
      expect(await look(admitted, 'bi.acme.com', {})).toEqual({ address: '93.184.216.34', family: 4 });
    }
    expect(asked).toBe(1);
  });

  test('knows no other host', async () => {
    expect(await look(await admit('https://bi.acme.com'), 'evil.example', {})).toBe('ENOTFOUND');
  });

  test('gives all addresses, or those of one family', async () => {
    const admitted = await admit('https://both.acme.com');
    const six = { address: '2606:2800:220:1::1', family: 6 };
    const four = { address: '93.184.216.34', family: 4 };
    expect(await look(admitted, 'both.acme.com', { all: true })).toEqual({ address: [four, six], family: undefined });
    expect(await look(admitted, 'both.acme.com', { family: 6 })).toEqual(six);
    expect(await look(await admit('https://bi.acme.com'), 'bi.acme.com', { family: 6 })).toBe('ENOTFOUND');
  });
});

test('the same deployment has one origin, another tenant another', () => {
  const origins = ['https://bi.acme.com/a', 'HTTPS://BI.ACME.COM:443/a/', 'bi.acme.com/a'].map(
    (typed) => parseDeployment(typed).origin,
  );
  expect(new Set(origins).size).toBe(1);
  expect(parseDeployment('https://bi.acme.com/b').origin).not.toBe(origins[0]);
});

test('what was typed is not repeated in full in the refusal', async () => {
  await expect(admit('https://user:canary-password@bi.acme.com')).rejects.not.toThrow('canary-password');
});
