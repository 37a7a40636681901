import { mayShow } from '../../../organisation/access-level.js';
import type { OptionsContext, SelectOption } from '../../../platform/slack/requests.js';
import type { SlackApp } from '../../../platform/slack/slack-app.js';
import { type Speaker, speakerOf } from '../../../surface/speaker.js';
import { listNamedKpis } from '../../kpis/public.js';
import { listProjectNames, type Named } from '../choices.js';
import type { FollowUpDeps } from '../follow-up-deps.js';

/** The KPIs and projects of the forms, found as one types. */
export function registerOptions(slack: SlackApp, deps: FollowUpDeps): void {
  const { workspaceId, database } = deps;
  slack.onOptions('item:kpi', async (context) => {
    const speaker = await speakerOf(deps, context.user);
    const committeeIds = speaker.committees.map(({ id }) => id);
    const kpis = await listNamedKpis(database.client, { workspaceId, committeeIds });
    return found(
      kpis.filter(({ accessLevel }) => mayShow(accessLevel, speaker.person.accessLevel)),
      context,
      speaker,
    );
  });
  slack.onOptions('item:project', async (context) => {
    const speaker = await speakerOf(deps, context.user);
    return found(await listProjectNames(database.client, workspaceId), context, speaker);
  });
}

/** Those whose name or key holds every word that was typed, accents and case aside. */
function found(entries: readonly Named[], { query }: OptionsContext, { locale }: Speaker): SelectOption[] {
  const wanted = plainWords(query).split(' ').filter(Boolean);
  return entries
    .filter(({ key, name }) => wanted.every((word) => plainWords(`${name[locale]} ${key}`).includes(word)))
    .map(({ key, name }) => ({ text: name[locale], value: key }))
    .sort((a, b) => a.text.localeCompare(b.text, locale));
}

function plainWords(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
