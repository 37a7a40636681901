import type { KnownBlock } from '@slack/types';
import { regionalDay, regionalInstant } from '../../../kernel/dates-in-words.js';
import { formatMoney } from '../../../kernel/money.js';
import { periodLabelText } from '../../../kernel/period-text.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { mayShow } from '../../../organisation/access-level.js';
import { type Card, fields, smallWords, words, wordsBeside } from '../../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { Reader } from '../../../surface/speaker.js';
import { describeKpi } from '../../digests/public.js';
import { itemName } from '../../follow-up/public.js';
import type { CardContent, ReaderRole } from './card-content.js';
import { detailsButton, voteButtons, watchButtons } from './parts.js';
import { commentLines, electorsText, policyText, progressText, voteLines, votersOf, wantedText } from './votes-text.js';

export const titleAtMost = 300;
const whyAtMost = 600;
const detailsAtMost = 600;

/** A request as a message: what is asked and why, what it costs, who decides, what was said, and what can be done now. */
export function approvalCard(content: CardContent, { role }: ReaderRole, reader: Reader): Card {
  const isPending = content.approval.state === 'pending';
  const blocks = [
    words(headingText(content, reader)),
    fieldsBlock(content, reader),
    ...kpiBlocks(content, reader),
    ...detailsBlocks(content),
    ...(isPending ? [words(decidersText(content, reader))] : []),
    ...(isPending ? votesBlocks(content, reader) : []),
    ...pastBlocks(content, reader),
    ...ending(content, role, reader),
  ];
  return { text: summaryText(content, reader), blocks };
}

/** "A12 Buy a licence", the state it is in, and why it is asked. */
export function headingText(content: CardContent, reader: Reader): string {
  const { approval, item } = content;
  const { say } = reader;
  const title = plainInMrkdwn(clampText(item.title, titleAtMost));
  const lines = [`*${itemName(item)}*  *${title}*`, say('approvals.state', { state: approval.state })];
  return [...lines, ...whyLines(content, reader)].join('\n');
}

function whyLines({ approval, reasons }: CardContent, { say }: Reader): string[] {
  const why = approval.why.trim();
  const asked = why === '' ? [] : [say('approvals.card.why', { why: clampText(plainInMrkdwn(why), whyAtMost) })];
  const rule = reasons.map((reason) => say(`approvals.reason.${reason}`)).join(', ');
  return [...asked, ...(rule === '' ? [] : [`_${say('approvals.card.rule', { reasons: rule })}_`])];
}

/** Who answers for it, until when, what it costs, who asked. */
export function fieldsBlock(content: CardContent, reader: Reader): KnownBlock {
  return fields(fieldRows(content, reader).map(([label, value]) => [`*${label}*`, value]));
}

/** Labels in the reader's language, values escaped. */
function fieldRows(content: CardContent, { locale, today, say }: Reader): [string, string][] {
  const { item, approval, currency } = content;
  const cost = item.kind === 'action' && item.costMinor !== null ? formatMoney(item.costMinor, currency, locale) : '';
  const row = (key: string, value: string): [string, string] => [say(`approvals.fields.${key}`), plainInMrkdwn(value)];
  return [
    row('owner', content.personName(item.ownerKey)),
    row('due', regionalDay(item.dueOn, { locale, near: today })),
    row('cost', cost || say('approvals.card.noCost')),
    row('requester', content.personName(approval.requestedByKey)),
  ];
}

/** The figure it is to move, as far as the reader may know of it; where they may not, that something is left out. */
export function kpiBlocks({ kpi }: CardContent, reader: Reader): KnownBlock[] {
  if (!kpi) return [];
  const { say, locale } = reader;
  if (!mayShow(kpi.accessLevel, reader.clearance)) {
    return [words(say('approvals.card.kpiWithheld', { words: say('rooms.withheldKpi') }))];
  }
  const link = kpi.link ? `<${kpi.link}|${say('approvals.card.chart')}>` : '';
  if (kpi.told === null) {
    return [words([say('approvals.card.kpiUntold', { name: plainInMrkdwn(kpi.name[locale]) }), link].join(' ').trim())];
  }
  const { period } = kpi.told.figures;
  const { finding, status } = describeKpi({ item: kpi.told, period, awaited: null }, reader);
  const places = { status: plainInMrkdwn(status), period: periodLabelText(period, locale) };
  const about = [say('approvals.card.kpi', places), link].filter(Boolean).join(' · ');
  return [words(`*${plainInMrkdwn(finding)}*\n${about}`)];
}

function detailsBlocks({ item }: CardContent): KnownBlock[] {
  const text = item.details.trim();
  return text === '' ? [] : [words(clampText(plainInMrkdwn(text), detailsAtMost))];
}

/** Whose say it is, by which policy, who they are, and until when. */
export function decidersText(content: CardContent, reader: Reader): string {
  const { approval, committee, electorate } = content;
  const { say, locale, timeZone, today } = reader;
  const names = electorsText(content, reader);
  const isNobodyThere = electorate.every(({ isAway, delegateKey }) => isAway && delegateKey === null);
  return [
    say('approvals.card.deciders', {
      committee: plainInMrkdwn(committee?.name[locale] ?? ''),
      policy: policyText(approval, say),
    }),
    names === '' ? say('approvals.card.nobody') : names,
    say('approvals.card.until', { date: regionalInstant(approval.expiresAt, { locale, timeZone, near: today }) }),
    ...(names !== '' && isNobodyThere ? [say('approvals.card.allAway')] : []),
  ].join('\n');
}

function votesBlocks(content: CardContent, reader: Reader): KnownBlock[] {
  const lines = voteLines(content, reader);
  const progress = progressText(content, reader);
  if (lines.length === 0) return [smallWords([reader.say('approvals.votes.none'), progress].filter(Boolean).join(' '))];
  return [
    words([...lines, wantedText(content, reader), progress].filter(Boolean).join('\n')),
    ...commentLines(content, reader).map((line) => words(line)),
  ];
}

/** What happened to the request before. */
export function pastBlocks({ past, committee, committeeOf }: CardContent, reader: Reader): KnownBlock[] {
  const { say, locale } = reader;
  const blocks: KnownBlock[] = [];
  if (past.wentUp) {
    const { fromId, to, at } = past.wentUp;
    const places = {
      from: plainInMrkdwn(committeeOf(fromId)?.name[locale] ?? ''),
      committee: plainInMrkdwn(committee?.name[locale] ?? ''),
      date: dayOf(at, reader),
      to,
    };
    blocks.push(smallWords(say('approvals.card.wentUp', places)));
  }
  if (past.voided) {
    const fieldNames = past.voided.fields.map((field) => say('approvals.changed', { field })).join(', ');
    blocks.push(smallWords(say('approvals.card.voided', { fields: fieldNames, votes: past.voided.votes })));
  }
  return blocks;
}

/** The buttons; or, once it is decided or others are asked, one line. */
function ending(content: CardContent, role: ReaderRole['role'], reader: Reader): KnownBlock[] {
  const { approval, item } = content;
  const about = { approval, name: `${itemName(item)} ${item.title}`, say: reader.say };
  if (approval.state !== 'pending') return [words(outcomeText(content, reader))];
  if (role === 'here') return [voteButtons(about)];
  if (role === 'watch') return [watchButtons(about)];
  const committee = plainInMrkdwn(content.committee?.name[reader.locale] ?? '');
  return [wordsBeside(reader.say(`approvals.card.${role}`, { committee }), detailsButton(about))];
}

/** One line: how it ended, when, by whom, and why. */
export function outcomeText(content: CardContent, reader: Reader): string {
  const { approval, item } = content;
  const { say } = reader;
  const choice = approval.state === 'approved' ? 'approve' : 'reject';
  return say('approvals.outcome', {
    state: approval.state,
    date: dayOf(approval.decidedAt ?? approval.expiresAt, reader),
    names: votersOf(content, choice, reader),
    reason: clampText(plainInMrkdwn(approval.outcome ?? ''), whyAtMost),
    name: itemName(item),
  });
}

function dayOf(instant: Date, { locale, timeZone, today }: Reader): string {
  return regionalDay(localDate(instant, timeZone), { locale, near: today });
}

/** All of it in words, for notifications and for readers of the screen. */
function summaryText(content: CardContent, reader: Reader): string {
  const { approval, item } = content;
  const { say } = reader;
  const places = { name: itemName(item), title: plainInMrkdwn(clampText(item.title, titleAtMost)) };
  const rows = fieldRows(content, reader).map(([label, value]) => say('approvals.card.row', { label, value }));
  const isPending = approval.state === 'pending';
  const about = isPending
    ? [decidersText(content, reader), ...voteLines(content, reader)]
    : [outcomeText(content, reader)];
  const lines = [
    say('approvals.card.text', { ...places, state: say('approvals.state', { state: approval.state }) }),
    rows.join(' · '),
    ...whyLines(content, reader),
    ...about,
  ];
  return lines.map(withoutMarks).join('\n');
}

/** Notifications show the marks of bold and italic as they are typed. */
function withoutMarks(line: string): string {
  return line.replaceAll(/(^|[\s(])[*_](\S(?:[^*_\n]*\S)?)[*_](?=$|[\s.,:;)\u202F])/gm, '$1$2');
}
