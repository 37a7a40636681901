import { existsSync } from 'node:fs';

const places = [
  process.env['CHROMIUM_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** A Chromium on this machine, or undefined: browser tests say so and are skipped. CHROMIUM_PATH names another one. */
export const chromiumPath = places.find((path) => path !== '' && existsSync(path));

/** Without background calls to the browser's maker, which a closed network would refuse one by one. */
export const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
