import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigError, NotFoundError } from '../../kernel/errors.js';
import { sections } from './sections/index.js';

/** What a digest holds: the sections of its parent message and of its thread, in order. */
export const DigestTemplate = z.strictObject({
  level: z.enum(['operational', 'steering', 'strategic']),
  reports: z.enum(['week', 'month', 'quarter']),
  parent: z.array(z.string()).min(1),
  thread: z.array(z.string()),
});
export type DigestTemplate = z.infer<typeof DigestTemplate>;

export type DigestTemplates = {
  readonly names: readonly string[];
  get(name: string): DigestTemplate;
  has(name: string): boolean;
};

const templatesFolder = fileURLToPath(new URL('../../../templates/digests', import.meta.url));

/**
 * Loads `templates/digests/*.yml`.
 * @throws ConfigError listing every section that no module writes, or that has nothing to say where it is named.
 */
export function loadDigestTemplates(folder: string = templatesFolder): DigestTemplates {
  const problems: string[] = [];
  const templates = new Map<string, DigestTemplate>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yml'))) {
    const parsed = DigestTemplate.safeParse(parse(readFileSync(join(folder, file), 'utf8')));
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((issue) => `${file} ${issue.path.join('.')}: ${issue.message}`));
      continue;
    }
    for (const place of ['parent', 'thread'] as const) {
      const unknown = parsed.data[place].filter((name) => !sections[name]?.[place]);
      problems.push(...unknown.map((name) => `${file} ${place}: no section module "${name}" writes there`));
    }
    templates.set(file.replace(/\.yml$/, ''), parsed.data);
  }
  if (problems.length > 0) throw new ConfigError('The digest templates cannot be used', problems);
  return {
    names: [...templates.keys()].sort(),
    has: (name) => templates.has(name),
    get: (name) => {
      const template = templates.get(name);
      if (!template) throw new NotFoundError(`There is no digest template "${name}" in templates/digests`);
      return template;
    },
  };
}
