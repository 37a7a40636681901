import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import { header, plain, smallWords, words } from '../../platform/slack/elements.js';
import type { HomeView } from '../../platform/slack/view.js';
import { homeDelegationBlocks, homeWaitingBlocks } from '../approvals/public.js';
import { homeDecisionBlocks } from '../decisions/public.js';
import { awayBlocks } from './away/away-blocks.js';
import type { Count, HomeContent, HomeReader, ItemGroup } from './content.js';
import { type ItemStyle, itemBlocks } from './item-blocks.js';
import { kpiBlocks, meetingBlocks } from './kpi-blocks.js';

type Parts = { readonly content: HomeContent; readonly reader: HomeReader };

type Section = {
  /** Whether a guest has it too: they own nothing, and see what they raised. */
  readonly isForGuests: boolean;
  readonly blocksOf: (parts: Parts) => KnownBlock[];
};

/** What a Home is made of, by name, in the order in which it stands there. */
const sections: Readonly<Record<string, Section>> = {
  opening: { isForGuests: true, blocksOf: ({ reader }) => opening(reader) },
  away: { isForGuests: false, blocksOf: ({ content, reader }) => awayBlocks(content.absences, reader) },
  delegations: {
    isForGuests: false,
    blocksOf: ({ content, reader }) =>
      content.approvals ? homeDelegationBlocks(content.approvals, approvalReader(reader)) : [],
  },
  waiting: { isForGuests: false, blocksOf: waiting },
  owned: { isForGuests: true, blocksOf: owned },
  kpis: { isForGuests: false, blocksOf: ({ content, reader }) => kpiBlocks(content.kpis, reader) },
  meetings: { isForGuests: false, blocksOf: ({ content, reader }) => meetingBlocks(content.meetings, reader) },
  others: { isForGuests: true, blocksOf: ({ content }) => [...content.others] },
  buttons: { isForGuests: false, blocksOf: ({ reader }) => [absenceButtons(reader)] },
  help: { isForGuests: true, blocksOf: ({ reader }) => help(reader) },
};

/** Those of other features name themselves. */
export const homeSections: readonly string[] = Object.keys(sections).filter((name) => name !== 'others');

/** A person's Home: what waits for them, what is theirs, and what comes next. */
export function homeView(content: HomeContent, reader: HomeReader): HomeView {
  const shown = Object.values(sections).filter(({ isForGuests }) => isForGuests || !reader.person.isGuest);
  return { type: 'home', callback_id: 'home', blocks: shown.flatMap(({ blocksOf }) => blocksOf({ content, reader })) };
}

/** For somebody whom the organisation does not know. */
export function strangersHome(userMessage: string): HomeView {
  return { type: 'home', callback_id: 'home', blocks: [words(userMessage)] };
}

function opening({ say, committees }: HomeReader): KnownBlock[] {
  return committees.length > 0 ? [] : [words(say('setup.noCommittee'))];
}

/** How approvals speak to the person whose Home it is. */
function approvalReader({ locale, say, today, person }: HomeReader) {
  const { key: personKey, timeZone, accessLevel: clearance } = person;
  return { locale, say, today, timeZone, clearance, personKey };
}

/** Being away, and who votes meanwhile for somebody who has a vote. */
function absenceButtons({ say, seats }: HomeReader): ActionsBlock {
  const button = (action_id: string, text: string): Button => ({ type: 'button', action_id, text: plain(text) });
  const hasVote = [...seats.values()].some((roles) => roles.includes('approver'));
  const away = button('home:away', say('home.buttons.away'));
  const delegate = hasVote ? [button('approval:delegate', say('approvals.buttons.delegate'))] : [];
  return { type: 'actions', block_id: 'home:new', elements: [away, ...delegate] };
}

const waitingStyles = {
  overdue: { buttons: ['done', 'redate', 'open'] },
  proposed: { buttons: ['accept', 'redate', 'open'], who: 'raiser' },
  unblock: { buttons: ['take', 'open'], who: 'owner' },
} as const satisfies Record<string, ItemStyle>;

function waiting(parts: Parts): KnownBlock[] {
  const { say } = parts.reader;
  const groups = (['overdue', 'proposed', 'unblock'] as const).flatMap((key) => {
    const group = parts.content.waiting[key];
    if (group.items.length === 0) return [];
    const title = say(`home.waiting.${key}`, { count: countText(group.count, say) });
    return [words(title), ...items(group, waitingStyles[key], parts)];
  });
  const { approvals, decisions } = parts.content;
  const reader = approvalReader(parts.reader);
  const all = [
    ...(approvals ? homeWaitingBlocks(approvals, reader) : []),
    ...(decisions ? homeDecisionBlocks(decisions, reader) : []),
    ...groups,
  ];
  return [header(say('home.waiting.title')), ...(all.length > 0 ? all : [words(say('home.waiting.none'))])];
}

function items({ items: shown }: ItemGroup, style: ItemStyle, { content, reader }: Parts): KnownBlock[] {
  return shown.flatMap((item) => itemBlocks(item, content, { reader, style }));
}

/** A person's own actions and blockers that nothing is wrong with yet; a guest's are those they raised. */
function owned(parts: Parts): KnownBlock[] {
  const { reader, content } = parts;
  const { isGuest } = reader.person;
  const style: ItemStyle = isGuest
    ? { buttons: ['redate', 'open'], who: 'owner' }
    : { buttons: ['done', 'redate', 'open'] };
  return (['action', 'blocker'] as const).flatMap((kind) => {
    const group = kind === 'action' ? content.actions : content.blockers;
    return [
      header(reader.say(`home.${kind}.${isGuest ? 'raised' : 'title'}`)),
      ...(group.items.length > 0 ? items(group, style, parts) : emptyBlocks(kind, parts)),
      ...(kind === 'action' ? heldBlocks(parts) : []),
      ...buttonsBelow(kind, parts),
    ];
  });
}

/** Of theirs, what others have to approve first. */
function heldBlocks(parts: Parts): KnownBlock[] {
  const { held } = parts.content;
  if (held.items.length === 0) return [];
  const title = parts.reader.say('home.action.held', { count: countText(held.count, parts.reader.say) });
  return [words(title), ...items(held, { buttons: ['redate', 'open'] }, parts)];
}

function emptyBlocks(kind: 'action' | 'blocker', parts: Parts): KnownBlock[] {
  if (kind === 'action' && parts.content.held.items.length > 0) return [];
  return [words(emptyText(kind, parts))];
}

function emptyText(kind: 'action' | 'blocker', { content, reader }: Parts): string {
  const { overdue, proposed } = content.waiting;
  const isAbove = [...overdue.items, ...proposed.items].some((item) => item.kind === kind);
  return reader.say(`home.${kind}.${isAbove ? 'above' : 'none'}`);
}

/** The way to one more, and to those that are not shown. Without a committee nobody follows anything: the form would refuse. */
function buttonsBelow(kind: 'action' | 'blocker', { content, reader }: Parts): ActionsBlock[] {
  const { say, committees } = reader;
  const { value, isMore } = content.more[kind];
  const button = (text: string, action: Pick<Button, 'action_id' | 'value'>): Button => ({
    type: 'button',
    text: plain(text),
    ...action,
  });
  const list = say('home.more', { count: value, extent: isMore ? 'atLeast' : 'exact' });
  const elements = [
    ...(value > 0 ? [button(list, { action_id: 'item:list', value: kind })] : []),
    ...(committees.length > 0
      ? [button(say(`home.buttons.${kind}`), { action_id: 'item:new', value: `${kind}|` })]
      : []),
  ];
  return elements.length > 0 ? [{ type: 'actions', block_id: `home:${kind}`, elements }] : [];
}

function countText({ value, isMore }: Count, say: HomeReader['say']): string {
  return isMore ? say('home.moreThan', { count: value }) : String(value);
}

function help({ say, person }: HomeReader): KnownBlock[] {
  return [{ type: 'divider' }, smallWords(say(person.isGuest ? 'home.help.guest' : 'home.help.member'))];
}
