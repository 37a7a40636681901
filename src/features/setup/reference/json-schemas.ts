import { z } from 'zod';
import { ImportMap } from '../../sources/public.js';
import { WorkspaceEntry } from '../organisation/entries.js';
import { EntryKey, SlackChannelId } from '../organisation/entry-fields.js';
import { type SectionName, sectionSchemas } from '../organisation/sections.js';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

const entryKey = z.string().regex(EntryKey);

/** A section whose entries are all commented out is none. */
function section<Name extends SectionName>(name: Name, description: string) {
  const key = name === 'channels' ? SlackChannelId : entryKey;
  return z.record(key, sectionSchemas[name]).nullable().optional().meta({ description });
}

/** A whole `copil.yml`, of which the app itself reads one entry after the other. */
const OrganisationFile = z.strictObject({
  workspace: WorkspaceEntry.meta({ description: 'The company or team, and what holds where nobody says otherwise' }),
  people: section('people', 'Everybody who does something in Copil, by a key of their own'),
  channels: section('channels', 'Access levels of Slack channels, by their ids'),
  committees: section('committees', 'Who meets over which KPIs, when and where'),
  projects: section('projects', 'What blockers and actions can belong to'),
  sources: section('sources', 'Where readings come from'),
  kpis: section('kpis', 'What is measured, by a key that files and commands use'),
});

/** What can be written in each file, by zod. */
const files = { copil: OrganisationFile, map: ImportMap } as const;

export type ConfiguredFile = keyof typeof files;
export const configuredFiles = Object.keys(files) as ConfiguredFile[];

/** The JSON schema of a file as it is written, in the draft that editors know. */
export function jsonSchemaOf(file: ConfiguredFile): JsonSchema {
  return inputSchema(files[file]);
}

/** The JSON schema of one entry of a section. */
export function entrySchemaOf(name: SectionName | 'workspace'): JsonSchema {
  return inputSchema(name === 'workspace' ? WorkspaceEntry : sectionSchemas[name]);
}

function inputSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // Of what is transformed zod leaves these out, since they could be meant for what comes out. Ours never are.
      const { examples, default: usual } = z.globalRegistry.get(zodSchema) ?? {};
      if (Array.isArray(examples)) jsonSchema.examples = examples;
      if (usual !== undefined) jsonSchema.default = usual as JsonSchema['default'];
    },
  });
}
