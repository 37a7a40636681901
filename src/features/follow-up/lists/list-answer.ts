import type { ActionsBlock, KnownBlock, TableBlock } from '@slack/types';
import { NotFoundError } from '../../../kernel/errors.js';
import { plain, smallWords, words } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Say } from '../../../platform/texts.js';
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

export type ListAnswer = { readonly text: string; readonly blocks: KnownBlock[] };

/**
 * One page of open items, the oldest first, as a table, in words for whoever hears it, with a way into each.
 * @throws NotFoundError for a KPI that this person may not see
 */
export async function listAnswer(deps: FollowUpDeps, speaker: Speaker, query: ListQuery): Promise<ListAnswer> {
  const { say } = speaker;
  const title = await titleOf(deps, speaker, query);
  const page = { skip: query.skip, take: pageSize };
  const { client } = deps.database;
  const { items, total, isMore } = await listOpenItems(client, storedQuery(deps, speaker, query), page);
  if (items.length === 0 && query.skip > 0) return listAnswer(deps, speaker, { ...query, skip: 0 });
  if (items.length === 0) {
    const key = query.who === 'mine' && !query.overdue ? 'mine' : 'other';
    const text = `*${title}*\n${say(`follow-up.list.empty.${key}`, { kind: query.kind })}`;
    return { text, blocks: [words(text)] };
  }
  const facts = await readFacts(deps, items, speaker.person.timeZone);
  const to = query.skip + items.length;
  const range = say('follow-up.list.range', { from: query.skip + 1, to, total: isMore ? `${total}+` : total });
  const lines = items.map((item) => lineText(item, facts, speaker));
  return {
    text: [`*${title}*`, ...lines, range].join('\n'),
    blocks: [
      words(`*${title}*`),
      tableOf(items, facts, speaker),
      smallWords(range),
      controls(items, { query, hasNext: items.length === pageSize && (isMore || to < total), speaker }),
    ],
  };
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
): ActionsBlock {
  const { say } = speaker;
  const turn = (name: 'previous' | 'next', skip: number) => ({
    type: 'button' as const,
    action_id: `item:page:${name}`,
    text: plain(say(`follow-up.list.${name}`)),
    value: writeListQuery({ ...query, skip }),
  });
  const options = items.map((item) => ({
    text: plain(clampText(`${itemName(item)} ${item.title}`, 75)),
    value: item.id,
  }));
  return {
    type: 'actions',
    elements: [
      { type: 'static_select', action_id: 'item:pick', placeholder: plain(say('follow-up.list.pick')), options },
      ...(query.skip > 0 ? [turn('previous', Math.max(0, query.skip - pageSize))] : []),
      ...(hasNext ? [turn('next', query.skip + pageSize)] : []),
    ],
  };
}
