/** `npm run copil -- …`: prepares the clone, then runs the command line. */
import { prepare } from './prepare.mjs';

await prepare();
await import('../../dist/cli.js');
