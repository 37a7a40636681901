import type { CalendarDate } from '../../kernel/calendar.js';
import { regionalDay } from '../../kernel/dates-in-words.js';
import { ExternalError } from '../../kernel/errors.js';
import type { Locale } from '../../kernel/numbers.js';
import { findPersonBySlackId } from '../../organisation/people/people.js';
import { isStillTime, type RhythmDeps } from '../../organisation/people/rhythms.js';
import type { Delivery, DeliveryKind } from '../../platform/outbox/delivery.js';
import { findDelivery } from '../../platform/outbox/stored-deliveries.js';
import type { Texts } from '../../platform/texts.js';
import { composeParts } from './compose.js';
import { MorningPayload, type Plans, toldPlans } from './message.js';
import type { MorningPart, MorningReader, PartMessage } from './part.js';
import { noteSent } from './sent.js';
import { noteUntold } from './stored-mornings.js';

export type MorningDeliveryDeps = RhythmDeps & { readonly texts: Texts };

/**
 * Somebody's morning in the outbox: each part is composed when it is sent, and told when Slack took it. A part that the
 * message left without stays out of it, and does not note that it was told.
 */
export function morningDelivery(deps: MorningDeliveryDeps, parts: readonly MorningPart[]): DeliveryKind {
  const { database, workspaceId, texts } = deps;
  const payloadOf = ({ payload }: Delivery) => MorningPayload.parse(JSON.parse(payload));
  return {
    async compose(delivery) {
      const payload = payloadOf(delivery);
      const { personKey, day } = payload;
      const { id: slackUserId } = delivery.destination;
      const person = await findPersonBySlackId(database.client, { workspaceId, slackUserId });
      // The account may be another person's by now.
      if (person?.key !== personKey) return null;
      const isPosted = delivery.slackTs !== null;
      if (!isPosted && !(await isStillTime(deps, person, day))) return null;
      const reader = { person, day, say: texts.in(person.locale) };
      const plans = isPosted ? toldPlans(payload) : payload.plans;
      const messages = await messagesOf(deps, parts, { plans, reader, isPosted });
      if (messages.size === 0) return null;
      const untold = Object.keys(plans).filter((name) => !messages.has(name));
      if (!isPosted) await noteUntold(database.client, { id: delivery.id, payload }, untold);
      return composeParts(titleOf(day, reader), [...messages.values()]);
    },
    async onSettled(delivery, state) {
      if (state !== 'sent') return;
      // What it left without was noted while it was composed.
      const payload = payloadOf((await findDelivery(database.client, delivery.id)) ?? delivery);
      await noteSent(deps, parts, { ...payload, plans: toldPlans(payload) });
    },
  };
}

/** "Monday 7 December", « Lundi 7 décembre ». */
function titleOf(day: CalendarDate, { person: { locale }, say }: MorningReader): string {
  const date = regionalDay(day, { locale, near: day });
  return say('morning.title', { date: capitalised(date, locale) });
}

function capitalised(text: string, locale: Locale): string {
  return `${text.charAt(0).toLocaleUpperCase(locale)}${text.slice(1)}`;
}

type Morning = { readonly plans: Plans; readonly reader: MorningReader; readonly isPosted: boolean };

/**
 * What each part says, by its name. One that fails is left out, and the others go; where it stands in Slack already, where
 * it is all there is, and where somebody else did not do theirs, the message is tried again instead.
 */
async function messagesOf(
  { log }: MorningDeliveryDeps,
  parts: readonly MorningPart[],
  { plans, reader, isPosted }: Morning,
): Promise<ReadonlyMap<string, PartMessage>> {
  const messages = new Map<string, PartMessage>();
  const failures: unknown[] = [];
  for (const part of parts) {
    if (!(part.name in plans)) continue;
    try {
      const message = await part.compose(part.plan.parse(plans[part.name]), reader, { isPosted });
      if (message) messages.set(part.name, message);
    } catch (error) {
      if (isPosted || error instanceof ExternalError) throw error;
      log.error('a part of a morning could not be composed; the others go', { err: error, part: part.name });
      failures.push(error);
    }
  }
  if (failures.length > 0 && messages.size === 0) throw failures[0];
  return messages;
}
