import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDeployment, row, rows } from '../test/open-deployment.ts';
import { type SisenseVersion, startSimulator } from './index.ts';

const told: [SisenseVersion, RegExp, string][] = [
  ['L2026.1', /^L2026\.1/, 'linux'],
  ['L8.2.4', /^L8\.2\.4/, 'linux'],
  ['W2021.9', /^W2021\.9/, 'windows'],
];

it.each(told)('%s says what it is', async (version, text, os) => {
  await using open = await openDeployment({ world: 'empty', version });
  expect(await open.read('/api/globals')).toMatchObject({ version: expect.stringMatching(text), props: { os } });
  const login = { username: 'admin', password: 'Trailhead-2026' };
  const answer = row((await open.call('POST', '/api/v1/authentication/login', { body: login })).json);
  expect('roleName' in answer).toBe(version === 'L2026.1');
});

it('Windows alone is the last Windows, and what is asked for by name goes before the version', async () => {
  await using windows = await openDeployment({ world: 'empty', options: { os: 'windows' } });
  expect(windows.deployment.options).toMatchObject({ release: 'W2021.9.1.10024', permissionParty: 'either' });
  const options = { permissionParty: 'partyId' } as const;
  await using strict = await openDeployment({ world: 'empty', version: 'L8.2.4', options });
  expect(strict.deployment.options).toMatchObject({ release: 'L8.2.4.10115', permissionParty: 'partyId' });
});

it('speaks HTTPS to clients that speak nothing else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulator-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-days', '2', ...subject];
  execFileSync('openssl', ['req', '-x509', ...made], { stdio: 'pipe' });
  const tls = { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  rmSync(folder, { recursive: true });
  const simulator = await startSimulator({ world: 'empty', tls });
  const [deployment] = simulator.deployments;
  expect(deployment?.origin).toMatch(/^https:/);
  const status = await new Promise((resolve, reject) => {
    const asked = request(`${deployment?.origin}/api/v1/application/status`, { ca: tls.cert }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject).end();
  });
  expect(status).toBe(200);
  expect(deployment?.requests.count({ status: 200 })).toBe(1);
  await simulator.close();
});

it.each([
  ['L2026.1', 'localhost_aInventoryIAAaJgAaIAAaReplenishment'],
  ['W2021.9', 'aLOCALHOST_aINVENTORYIAAaJgAaIAAaREPLENISHMENT'],
] as const)('%s writes ids of datasources in its own way', async (version, id) => {
  await using open = await openDeployment({ version });
  const title = 'Inventory & Replenishment';
  const path = `/api/elasticubes/metadata/${encodeURIComponent(title)}`;
  expect(await open.read(path)).toMatchObject({ title, id, database: 'aInventoryIAAaJgAaIAAaReplenishment' });
  const query = `datasourceTitle=${encodeURIComponent(title)}&expand=widgets`;
  const [first] = rows(await open.read(`/api/v1/dashboards/admin?${query}`));
  expect([first?.datasource, rows(first?.widgets)[0]?.datasource]).toMatchObject([{ id }, { id }]);
});
