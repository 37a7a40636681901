import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

const Manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

/** The permissions that `manifest.yml` asks Slack for: what a token must have. */
export function readManifestScopes(): readonly string[] {
  const file = fileURLToPath(new URL('../../../manifest.yml', import.meta.url));
  return Manifest.parse(parse(readFileSync(file, 'utf8'))).oauth_config.scopes.bot;
}
