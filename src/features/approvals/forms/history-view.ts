import { z } from 'zod';
import { regionalInstant } from '../../../kernel/dates-in-words.js';
import type { HistoryEntry } from '../../../platform/db/history.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { ModalView } from '../../../platform/slack/view.js';
import { itemName } from '../../follow-up/public.js';
import type { CardContent, CardReader } from '../cards/card-content.js';
import { context, plain, section } from '../cards/parts.js';

const commentAtMost = 300;

/** What an event may say; what was erased, or written by another version, is left out. */
const Told = z
  .object({
    choice: z.string().catch(''),
    comment: z.string().nullable().catch(null),
    reason: z.string().nullable().catch(null),
    outcome: z.string().nullable().catch(null),
    committeeId: z.string().catch(''),
    fields: z.array(z.string()).catch([]),
    votes: z.int().catch(0),
  })
  .partial();

export type HistoryNames = (key: string | null) => string;

/** What happened to a request, the newest first, as the record of events has it. */
export function historyView(
  content: CardContent,
  events: readonly HistoryEntry[],
  { reader, nameOf }: { readonly reader: CardReader; readonly nameOf: HistoryNames },
): ModalView {
  const { say } = reader;
  const lines = events.map((event) => entryText(event, content, { reader, nameOf }));
  return {
    type: 'modal',
    callback_id: 'approval:history',
    title: plain(say('approvals.history.title', { name: itemName(content.item) })),
    close: plain(say('approvals.form.close')),
    blocks: lines.length === 0 ? [context(say('approvals.history.none'))] : lines.map((line) => section(line)),
  };
}

function entryText(
  event: HistoryEntry,
  content: CardContent,
  { reader, nameOf }: { readonly reader: CardReader; readonly nameOf: HistoryNames },
): string {
  const { say, locale, timeZone, today } = reader;
  const told = Told.safeParse(event.after).data ?? {};
  const actor = plainInMrkdwn(nameOf(event.actorKey) || say('approvals.history.copil'));
  const behalf = event.onBehalfOf === null ? '' : plainInMrkdwn(nameOf(event.onBehalfOf));
  const comment = told.comment ?? told.reason ?? told.outcome ?? '';
  return say('approvals.history.entry', {
    date: regionalInstant(event.at, { locale, timeZone, near: today }),
    name: behalf === '' ? actor : say('approvals.names.for', { delegate: actor, name: behalf }),
    what: say('approvals.history.what', {
      what: event.what.replace('approval.', ''),
      choice: told.choice ?? '',
      committee: plainInMrkdwn(content.committeeOf(told.committeeId ?? '')?.name[locale] ?? ''),
      votes: told.votes ?? 0,
    }),
    comment: comment === '' ? '' : ` “${clampText(plainInMrkdwn(comment), commentAtMost)}”`,
  });
}
