/** `npm start`: prepares the clone, then runs Copil where a Slack token is set, else the sandbox. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

await prepare();
// React is twice as fast without its checks for developers.
process.env.NODE_ENV ??= 'production';
const envFile = join(root, '.env');
if (existsSync(envFile)) process.loadEnvFile(envFile);
const hasToken = Boolean(process.env.SLACK_BOT_TOKEN || process.env.SLACK_APP_TOKEN);
await import(hasToken ? '../../dist/main.js' : '../../dist/sandbox/main.js');
