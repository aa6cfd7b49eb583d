// Finds Chrome or Chromium for the stories; on Debian as root it installs Chromium when there is none.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const places = [
  ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name))),
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser's path, or the sentence that says how to get one. */
export function findBrowser() {
  const named = process.env.FES_BROWSER;
  if (named) return existsSync(named) ? { path: named } : { missing: `FES_BROWSER names no file: ${named}.` };
  const found = installedBrowser() ?? (mayInstall() ? installChromium() : undefined);
  if (found) return { path: found };
  return { missing: 'No Chrome or Chromium was found. Install one, or set FES_BROWSER to its path.' };
}

function installedBrowser() {
  return places.find((place) => existsSync(place));
}

function mayInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function installChromium() {
  console.log('Installing Chromium for the stories (once) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] };
  const install = () => spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
  if (install().status !== 0) {
    spawnSync('apt-get', ['update', '-qq'], quiet);
    install();
  }
  return installedBrowser();
}
