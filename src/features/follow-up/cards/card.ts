import type { ActionsBlock, Button, ContextBlock, Overflow, SectionBlock } from '@slack/types';
import { regionalDay } from '../../../kernel/dates-in-words.js';
import { formatMoney } from '../../../kernel/money.js';
import type { Locale } from '../../../kernel/numbers.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { type AccessLevel, mayShow } from '../../../organisation/access-level.js';
import {
  actions,
  button,
  type Card,
  fields,
  menu,
  plain,
  smallWords,
  words,
} from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Say } from '../../../platform/texts.js';
import { sourceBlocks } from '../../../surface/sources/source.js';
import { type Item, isOpen, itemName } from '../item.js';
import type { Facts } from '../item-facts.js';
import { type ApprovalMark, isHeld } from '../item-gate.js';
import { dueText, stateText } from '../wording.js';
import type { CardNotes } from './notes.js';

/** Who reads it: their language, zone, and what may be shown where they read. */
export type CardReader = {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly say: Say;
  readonly clearance: AccessLevel;
  readonly notes: CardNotes;
};

const detailsAtMost = 600;

/** An item as a message: what, who, until when, about which KPI, and what can be done about it now. */
export function cardOf(item: Item, facts: Facts, reader: CardReader): Card {
  const { say } = reader;
  const blocks = [
    heading(item, reader),
    fieldsOf(item, facts, reader),
    ...details(item),
    ...origin(item, reader),
    ...approval(facts, reader),
    ...outcome(item, facts, reader),
    footer(item, facts, reader),
    buttons(item, facts, reader),
  ];
  const text = say('follow-up.card.text', {
    name: itemName(item),
    title: plainInMrkdwn(item.title),
    owner: plainInMrkdwn(facts.personName(item.ownerKey)),
    due: dueText(item, facts.today, reader),
    state: stateText(item, say),
  });
  return { text, blocks };
}

function heading(item: Item, { say }: CardReader): SectionBlock {
  const grade = item.kind === 'blocker' ? item.severity : item.actionType;
  const about = [say('follow-up.kind', { kind: item.kind }), say('follow-up.grade', { grade }), stateText(item, say)];
  return words(`*${itemName(item)}*  *${plainInMrkdwn(item.title)}*\n${about.join(' · ')}`);
}

function fieldsOf(item: Item, facts: Facts, reader: CardReader): SectionBlock {
  const { say, locale } = reader;
  const kpi = facts.kpi(item.kpiKey);
  const shownKpi = kpi && (mayShow(kpi.accessLevel, reader.clearance) ? kpi.name[locale] : say('rooms.withheldKpi'));
  const escalatedTo = item.kind === 'blocker' && item.escalatedToId ? facts.committee(item.escalatedToId) : undefined;
  const rows: [string, string][] = [
    ['owner', facts.personName(item.ownerKey)],
    ['due', dueText(item, facts.today, reader)],
    ['kpi', shownKpi ?? ''],
    ['cost', costText(item, reader)],
    ['project', facts.projectName(item.projectKey)?.[locale] ?? ''],
    ['unblocker', item.kind === 'blocker' ? facts.personName(item.unblockerKey) : ''],
    ['escalatedTo', escalatedTo?.name[locale] ?? ''],
    ['committee', escalatedTo ? '' : (facts.committee(item.committeeId)?.name[locale] ?? '')],
  ];
  return fields(rows.map(([key, value]) => [say(`follow-up.card.${key}`), plainInMrkdwn(value)]));
}

/** Empty for what costs nothing. */
function costText(item: Item, { locale, notes }: CardReader): string {
  return item.kind === 'action' && item.costMinor !== null ? formatMoney(item.costMinor, notes.currency, locale) : '';
}

function approval(facts: Facts, { say, locale, timeZone, notes: { mark } }: CardReader): SectionBlock[] {
  if (!mark) return [];
  const at = mark.state === 'pending' || mark.state === 'expired' ? mark.expiresAt : (mark.decidedAt ?? mark.expiresAt);
  const date = regionalDay(localDate(at, timeZone), { locale, near: facts.today });
  const committee = plainInMrkdwn(mark.committee[locale]);
  return [words(say(`follow-up.card.approval.${mark.state}`, { stage: mark.stage, committee, date }))];
}

function details({ details: text }: Item): SectionBlock[] {
  return text === '' ? [] : [words(clampText(plainInMrkdwn(text), detailsAtMost))];
}

/** What was said where it was raised; a title that was left as the message had it says it already. */
function origin({ source, title }: Item, { say }: CardReader): ContextBlock[] {
  return sourceBlocks(source, { say, link: say('follow-up.card.link'), isSaid: (quote) => quote === title });
}

function outcome(item: Item, facts: Facts, { say, locale, timeZone }: CardReader): SectionBlock[] {
  if (!item.closedAt) return [];
  const date = regionalDay(localDate(item.closedAt, timeZone), { locale, near: facts.today });
  const name = plainInMrkdwn(facts.personName(item.closedByKey));
  const said = clampText(plainInMrkdwn(item.outcome ?? ''), detailsAtMost);
  return [words(say('follow-up.card.outcome', { state: item.state, name, date, outcome: said }))];
}

const isWaiting = (mark: ApprovalMark | null): boolean => mark?.state === 'pending';

function footer(item: Item, facts: Facts, { say, locale, timeZone, notes }: CardReader): ContextBlock {
  const near = facts.today;
  const raisedOn = regionalDay(localDate(item.raisedAt, timeZone), { locale, near });
  const parts = [
    say('follow-up.card.raised', { name: plainInMrkdwn(facts.personName(item.raisedByKey)), date: raisedOn }),
    ...(facts.ageOf(item) > 0 ? [say('follow-up.card.age', { days: facts.ageOf(item) })] : []),
  ];
  if (item.redates > 0) {
    const date = regionalDay(item.firstDueOn, { locale, near });
    parts.push(say('follow-up.card.redates', { count: item.redates, date }));
  }
  if (item.state === 'proposed' && !isHeld(notes.mark)) {
    parts.push(say('follow-up.card.proposed', { name: plainInMrkdwn(facts.personName(item.ownerKey)) }));
  }
  return smallWords(parts.join(' · '));
}

/** The two or three that are likely next; the rest is in a menu, so that the card stays a card. */
function buttons(item: Item, facts: Facts, { say, locale, notes: { mark } }: CardReader): ActionsBlock {
  const parent = parentOf(item, facts);
  const shown = shownButtons(item, mark).filter((name) => name !== 'escalate' || parent);
  const elements = shown.map((name): Button => {
    const label = name === 'done' && item.kind === 'blocker' ? 'resolve' : name;
    const value = name === 'escalate' && parent ? `${item.id}|${parent.key}` : item.id;
    const style = name === shown[0] && isOpen(item) ? 'primary' : undefined;
    return {
      ...button(`item:${name}`, { text: say(`follow-up.buttons.${label}`), value, style }),
      ...confirmation(item, { name, committee: parent?.name[locale] ?? '', say }),
    };
  });
  return actions(...elements, menuOf(item, mark, say));
}

/** The committee above the one that has it now. */
function parentOf(item: Item, facts: Facts) {
  if (item.kind !== 'blocker') return undefined;
  const parentKey = facts.committee(item.escalatedToId ?? item.committeeId)?.parentKey;
  return parentKey ? facts.committeeByKey(parentKey) : undefined;
}

function shownButtons(item: Item, mark: ApprovalMark | null): string[] {
  if (!isOpen(item)) return ['reopen'];
  // What would let it go ahead is refused until it is approved.
  if (item.state === 'proposed' && isHeld(mark)) return isWaiting(mark) ? ['redate'] : ['ask', 'redate'];
  if (item.state === 'proposed') return ['accept', 'done', 'redate'];
  if (item.kind === 'action') return ['done', 'redate'];
  const isTakable = ['open', 'offered'].includes(item.state);
  return isTakable ? ['take', 'done', 'escalate', 'redate'] : ['done', 'escalate', 'redate'];
}

function confirmation(item: Item, { name, committee, say }: { name: string; committee: string; say: Say }) {
  if (name !== 'escalate' && name !== 'reopen') return {};
  const places = { name: itemName(item), committee };
  return {
    confirm: {
      title: plain(say(`follow-up.confirm.${name}.title`)),
      text: plain(say(`follow-up.confirm.${name}.text`, places)),
      confirm: plain(say('follow-up.confirm.yes')),
      deny: plain(say('follow-up.confirm.no')),
    },
  };
}

function menuOf(item: Item, mark: ApprovalMark | null, say: Say): Overflow {
  const isOffered = shownButtons(item, mark).includes('ask');
  const asks = item.kind === 'action' && !isWaiting(mark) && !isOffered ? ['ask'] : [];
  const offers = item.kind === 'blocker' ? [item.state === 'offered' ? 'unoffer' : 'offer'] : [];
  const names = isOpen(item) ? ['edit', 'reassign', ...offers, ...asks, 'drop', 'history'] : ['history'];
  return menu(
    'item:more',
    names.map((name) => ({
      text: say(`follow-up.buttons.${name}`),
      value: `${name === 'unoffer' ? 'offer' : name}|${item.id}`,
    })),
  );
}
