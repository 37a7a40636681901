/** `npm run copil -- …`: prepares the clone, then runs the command line. */
import { prepare } from './prepare.mjs';

await prepare();
// React is twice as fast without its checks for developers.
process.env.NODE_ENV ??= 'production';
await import('../../dist/cli.js');
