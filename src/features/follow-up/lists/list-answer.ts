import type { ActionsBlock, TableBlock } from '@slack/types';
import { NotFoundError } from '../../../kernel/errors.js';
import { type Card, select } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Say } from '../../../platform/texts.js';
import { emptyPage, pageCard, turnButtons } from '../../../surface/lists/pages.js';
import type { Speaker } from '../../../surface/speaker.js';
import { findKpiFor, findProject } from '../choices.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { type Item, itemName } from '../item.js';
import { type Facts, readFacts } from '../item-facts.js';
import { type ItemQuery, listOpenItems } from '../stored-items.js';
import { dueText, stateText } from '../wording.js';
import { type ListQuery, writeListQuery } from './list-query.js';

/** What a phone scrolls through without losing count. */
export const pageSize = 10;

const titleAtMost = 80;

/**
 * One page of open items, the oldest first, as a table, in words for whoever hears it, with a way into each.
 * @throws NotFoundError for a KPI that this person may not see
 */
export async function listAnswer(deps: FollowUpDeps, speaker: Speaker, query: ListQuery): Promise<Card> {
  const { say } = speaker;
  const title = await titleOf(deps, speaker, query);
  const page = { skip: query.skip, take: pageSize };
  const { client } = deps.database;
  const { items, total, isMore } = await listOpenItems(client, storedQuery(deps, speaker, query), page);
  if (items.length === 0 && query.skip > 0) return listAnswer(deps, speaker, { ...query, skip: 0 });
  if (items.length === 0) {
    const key = query.who === 'mine' && !query.overdue ? 'mine' : 'other';
    return emptyPage(title, say(`follow-up.list.empty.${key}`, { kind: query.kind }));
  }
  const facts = await readFacts(deps, items, speaker.person.timeZone);
  const to = query.skip + items.length;
  const range = say('follow-up.list.range', { from: query.skip + 1, to, total: isMore ? `${total}+` : total });
  return pageCard({
    title,
    lines: items.map((item) => lineText(item, facts, speaker)),
    entries: [tableOf(items, facts, speaker)],
    range,
    controls: controls(items, { query, hasNext: items.length === pageSize && (isMore || to < total), speaker }),
  });
}

/** What somebody may see of it: everybody their own, guests what they raised, others what their committees follow. */
function storedQuery(
  { workspaceId }: FollowUpDeps,
  { person, committees, today }: Speaker,
  query: ListQuery,
): ItemQuery {
  const { kind, who, overdue, projectKey, kpiKey, committeeId } = query;
  const base = {
    workspaceId,
    kind,
    ...(overdue ? { dueBefore: today } : {}),
    ...(projectKey === undefined ? {} : { projectKey }),
    ...(kpiKey === undefined ? {} : { kpiKey }),
  };
  if (person.isGuest) return { ...base, raisedByKey: person.key };
  if (who === 'mine') return { ...base, ownerKey: person.key };
  const mine = committees.map(({ id }) => id);
  return { ...base, committeeIds: committeeId && mine.includes(committeeId) ? [committeeId] : mine };
}

async function titleOf(deps: FollowUpDeps, speaker: Speaker, query: ListQuery): Promise<string> {
  const { say, locale, committees, person } = speaker;
  const { workspaceId, database } = deps;
  const committee = committees.find(({ id }) => id === query.committeeId);
  const who = query.who === 'committee' && !committee ? 'all' : query.who;
  const parts = [
    say('follow-up.list.title', { kind: query.kind, who, committee: plainInMrkdwn(committee?.name[locale] ?? '') }),
  ];
  if (query.overdue) parts.push(say('follow-up.list.overdue'));
  if (query.projectKey !== undefined) {
    const project = await findProject(database.client, { workspaceId, key: query.projectKey });
    parts.push(say('follow-up.list.project', { name: plainInMrkdwn(project?.name[locale] ?? query.projectKey) }));
  }
  if (query.kpiKey !== undefined) {
    const { accessLevel } = person;
    const kpi = await findKpiFor(database.client, { workspaceId, key: query.kpiKey, accessLevel });
    if (!kpi) throw unknownKpi(query.kpiKey, say);
    parts.push(say('follow-up.list.kpi', { name: plainInMrkdwn(kpi.name[locale]) }));
  }
  return parts.join(' · ');
}

function lineText(item: Item, facts: Facts, { say, locale, today }: Speaker): string {
  const title = plainInMrkdwn(clampText(item.title, titleAtMost));
  const owner = plainInMrkdwn(facts.personName(item.ownerKey));
  return `• ${itemName(item)} ${title} · ${owner} · ${dueText(item, today, { locale, say })} · ${stateText(item, say)}`;
}

/** What nobody may see reads like what is not there. */
function unknownKpi(key: string, say: Say): NotFoundError {
  return new NotFoundError(`there is no KPI ${key} to be seen`, {
    userMessage: say('follow-up.list.unknownKpi', { key: plainInMrkdwn(key) }),
  });
}

const columns = ['name', 'title', 'owner', 'due', 'state', 'age'] as const;

function tableOf(items: readonly Item[], facts: Facts, { say, locale, today }: Speaker): TableBlock {
  const cell = (text: string) => ({ type: 'raw_text' as const, text: text === '' ? '–' : text });
  const rows = items.map((item) => [
    itemName(item),
    clampText(item.title, titleAtMost),
    facts.personName(item.ownerKey),
    dueText(item, today, { locale, say }),
    stateText(item, say),
    say('follow-up.list.age', { days: facts.ageOf(item) }),
  ]);
  const header = columns.map((key) => say(`follow-up.list.columns.${key}`));
  return {
    type: 'table',
    column_settings: columns.map((key) => (key === 'age' ? { align: 'right' } : { align: 'left', is_wrapped: true })),
    rows: [header, ...rows].map((row) => row.map(cell)),
  };
}

function controls(
  items: readonly Item[],
  { query, hasNext, speaker }: { readonly query: ListQuery; readonly hasNext: boolean; readonly speaker: Speaker },
): ActionsBlock['elements'] {
  const { say } = speaker;
  const { skip } = query;
  const choices = items.map((item) => ({ text: clampText(`${itemName(item)} ${item.title}`, 75), value: item.id }));
  const valueAt = (at: number) => writeListQuery({ ...query, skip: at });
  return [
    select('item:pick', say('follow-up.list.pick'), choices),
    ...turnButtons(say, { action: 'item:page', skip, pageSize, hasNext, valueAt }),
  ];
}
