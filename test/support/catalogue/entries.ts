import { type App, createApp } from '../../../src/app.js';
import { openParts } from '../../../src/app-parts.js';
import { builtInFeatures } from '../../../src/built-in-features.js';
import { readConfig } from '../../../src/config.js';
import { loadTemplates } from '../../../src/digest-sections.js';
import type { Feature } from '../../../src/feature.js';
import { figureSections } from '../../../src/features/digests/sections/index.js';
import { homeSections } from '../../../src/features/home/public.js';
import { createLanguages } from '../../../src/features/setup/languages.js';
import { prepareSandbox } from '../../../src/features/setup/public.js';
import { createImporter } from '../../../src/features/sources/public.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { openFeatures } from '../../../src/open-features.js';
import type { Database } from '../../../src/platform/db/database.js';
import { silentLog } from '../../../src/platform/log.js';
import type { SlackApp } from '../../../src/platform/slack/slack-app.js';

type Registered = ReturnType<App['registered']>;

/** Ids of everything by which somebody meets Copil, by what kind of thing each is. */
export type Entries = Readonly<
  Record<keyof Registered | 'jobs' | 'morningParts' | 'digestSections', readonly string[]>
>;

export type Catalogue = {
  /** Of each feature, in the order of their list. */
  readonly features: readonly { readonly name: string; readonly entries: Partial<Entries> }[];
  /** What no feature brings. */
  readonly app: Entries;
};

/** What an app of this version registers, sorted by the feature that brings it. The database must be empty. */
export async function readCatalogue(database: Database): Promise<Catalogue> {
  await prepareSandbox({ database, clock: systemClock });
  const config = readConfig({ SLACK_BOT_TOKEN: 'xoxb-test', SLACK_SIGNING_SECRET: 'secret', PORT: '0' });
  const options = { config, database, clock: systemClock, log: silentLog };
  const parts = await openParts(options, loadTemplates());
  const app = await createApp({ ...options, charts: parts.charts });
  const all: Entries = {
    ...app.registered(),
    jobs: app.jobs,
    morningParts: builtInFeatures.flatMap((feature) => morningPartsOf(feature, parts)),
    digestSections: [...figureSections, ...builtInFeatures.flatMap(({ digestSections = [] }) => digestSections)].map(
      ({ name }) => name,
    ),
  };
  const features: { name: string; entries: Partial<Entries> }[] = [];
  for (const feature of builtInFeatures) {
    const entries = await entriesOf(feature, parts);
    const jobs = app.jobs.filter((name) => name === feature.name);
    features.push({ name: feature.name, entries: { ...entries, jobs } });
  }
  await app.stop();
  return { features, app: without(all, features) };
}

type Parts = Awaited<ReturnType<typeof openParts>>;

/** What one feature brings, by opening it alone. */
async function entriesOf(feature: Feature, parts: Parts): Promise<Partial<Entries>> {
  const {
    opened,
    homeSections: shown,
    home,
  } = openFeatures(
    {
      ...parts,
      behind: parts.database,
      kick: () => undefined,
      importer: createImporter(parts),
      languages: createLanguages(parts),
    },
    [feature],
  );
  const { slack, registered } = listeningSlack();
  for (const one of opened) one.register?.(slack);
  await home.stop();
  return {
    ...registered,
    words: opened.flatMap(({ commandWords = [] }) => commandWords.flatMap(({ words }) => words)),
    deliveries: Object.keys(feature.deliveries?.(parts) ?? {}),
    morningParts: morningPartsOf(feature, parts),
    digestSections: [...(feature.name === 'digests' ? figureSections : []), ...(feature.digestSections ?? [])].map(
      ({ name }) => name,
    ),
    homeSections: shown.filter((name) => (feature.name === 'home') === homeSections.includes(name)),
  };
}

function morningPartsOf(feature: Feature, parts: Parts): string[] {
  return (feature.morning?.(parts) ?? []).map(({ name }) => name);
}

/** Hears what is registered, and answers nothing. */
function listeningSlack() {
  const registered = {
    commands: [] as string[],
    shortcuts: [] as string[],
    actions: [] as string[],
    options: [] as string[],
    views: [] as string[],
    events: [] as string[],
  };
  const hear = (names: string[]) => (name: string) => void names.push(name);
  const never = () => {
    throw new Error('Nothing is started here');
  };
  const slack: SlackApp = {
    onCommand: hear(registered.commands),
    onShortcut: hear(registered.shortcuts),
    onAction: hear(registered.actions),
    onOptions: hear(registered.options),
    onView: hear(registered.views),
    onEvent: hear(registered.events),
    registered: () => registered,
    problem: () => null,
    start: never,
    stop: never,
  };
  return { slack, registered };
}

function without(all: Entries, features: Catalogue['features']): Entries {
  const left = Object.entries(all).map(([kind, ids]) => {
    const brought = new Set(features.flatMap(({ entries }) => entries[kind as keyof Entries] ?? []));
    return [kind, [...new Set(ids)].filter((id) => !brought.has(id))];
  });
  return Object.fromEntries(left) as Entries;
}
