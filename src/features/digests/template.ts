import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigError, NotFoundError } from '../../kernel/errors.js';
import type { DigestSection } from './section.js';
import { figureSections } from './sections/index.js';

/** A file of `templates/digests`: the names of the sections of each place, in order. */
const TemplateFile = z.strictObject({
  level: z.enum(['operational', 'steering', 'strategic']),
  reports: z.enum(['week', 'month', 'quarter']),
  parent: z.array(z.string()).min(1),
  thread: z.array(z.string()),
  underKpi: z.array(z.string()),
});

const places = ['parent', 'thread', 'underKpi'] as const;
type Place = (typeof places)[number];

/** What a digest holds: the sections of its parent message, of its thread and of each KPI's message, in order. */
export type DigestTemplate = Pick<z.infer<typeof TemplateFile>, 'level' | 'reports'> &
  Readonly<Record<Place, readonly DigestSection[]>> & {
    /** All of them, each once. */
    readonly sections: readonly DigestSection[];
  };

export type DigestTemplates = {
  readonly names: readonly string[];
  get(name: string): DigestTemplate;
  has(name: string): boolean;
};

const templatesFolder = fileURLToPath(new URL('../../../templates/digests', import.meta.url));

/**
 * Loads `templates/digests/*.yml` with the sections that digests have by themselves and those that features hand in.
 * @throws ConfigError listing every section that nobody owns, or that has nothing to say where it is named.
 */
export function loadDigestTemplates(
  handedIn: readonly DigestSection[],
  folder: string = templatesFolder,
): DigestTemplates {
  const sections = new Map([...figureSections, ...handedIn].map((section) => [section.name, section]));
  const problems: string[] = [];
  const templates = new Map<string, DigestTemplate>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.yml'))) {
    const parsed = TemplateFile.safeParse(parse(readFileSync(join(folder, file), 'utf8')));
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((issue) => `${file} ${issue.path.join('.')}: ${issue.message}`));
      continue;
    }
    for (const place of places) {
      const unknown = parsed.data[place].filter((name) => !sections.get(name)?.[place]);
      problems.push(...unknown.map((name) => `${file} ${place}: no section "${name}" writes there`));
    }
    templates.set(file.replace(/\.yml$/, ''), withSections(parsed.data, sections));
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

function withSections(
  { level, reports, ...named }: z.infer<typeof TemplateFile>,
  sections: ReadonlyMap<string, DigestSection>,
): DigestTemplate {
  const of = (place: Place) => named[place].flatMap((name) => sections.get(name) ?? []);
  const [parent, thread, underKpi] = [of('parent'), of('thread'), of('underKpi')];
  return { level, reports, parent, thread, underKpi, sections: [...new Set([...parent, ...thread, ...underKpi])] };
}
