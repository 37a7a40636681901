import { existsSync } from 'node:fs';
import usualPlaces from './chromium-places.json' with { type: 'json' };

const named = process.env['CHROME_PATH'] ?? '';

/** A Chromium on this machine, or undefined: browser tests say so and are skipped. CHROME_PATH names another one. */
export const chromiumPath = [named, ...usualPlaces].find((path) => path !== '' && existsSync(path));

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
