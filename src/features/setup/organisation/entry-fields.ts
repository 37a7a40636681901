import { z } from 'zod';
import { isCurrency } from '../../../kernel/money.js';
import type { Locale } from '../../../kernel/numbers.js';
import { isZone, nearestZones } from '../../../kernel/zoned-time.js';

/** A name or text: one for both languages, or one each. */
export const Names = z
  .union(
    [
      z.string().trim().min(1),
      z.strictObject({
        en: z.string().trim().min(1).meta({ description: 'In English' }),
        fr: z.string().trim().min(1).meta({ description: 'In French' }),
      }),
    ],
    { error: 'is neither a text nor { en: …, fr: … }' },
  )
  .transform(
    (names): Readonly<Record<Locale, string>> => (typeof names === 'string' ? { en: names, fr: names } : names),
  )
  .meta({ title: 'text, or `{ en: …, fr: … }`' });

export const LocaleName = z.enum(['en', 'fr']);

/** Key of an entry of another section; whether it exists is asked once the whole file is read. */
export function referenceTo(kind: string) {
  return z.string().meta({ title: `key of a ${kind}` });
}

export function referencesTo(kind: string) {
  return z.array(referenceTo(kind)).default([]);
}

export const EntryKey = /^[a-z0-9][a-z0-9_-]{0,62}$/;

export const ZoneName = z
  .string()
  .refine(isZone, {
    error: ({ input }) => {
      const zone = String(input);
      const [near] = nearestZones(zone);
      const hint = near === undefined ? ': expected an IANA name such as Europe/Paris' : `; did you mean ${near}?`;
      return `"${zone}" is not a time zone${hint}`;
    },
  })
  .meta({ title: 'time zone', examples: ['Europe/Paris'] });

export const CountryCode = z
  .string()
  .regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, {
    abort: true,
    error: ({ input }) => `"${String(input)}" is not a country code such as FR, DE or DE-BY`,
  })
  .meta({ title: 'country code', examples: ['DE-BY'] });

export const CurrencyCode = z
  .string()
  .refine(isCurrency, {
    error: ({ input }) => `"${String(input)}" is not a currency: expected an ISO 4217 code such as EUR, GBP or USD`,
  })
  .meta({ title: 'currency code', examples: ['GBP'] });

export const TimeText = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
    abort: true,
    error: ({ input }) => `"${String(input)}" is not a time of day: expected HH:MM, 00:00 to 23:59`,
  })
  .meta({ title: 'time of day', examples: ['09:00'] });

export const SlackChannelId = z
  .string()
  .regex(/^[CG][A-Z0-9]{2,}$/, {
    error: ({ input }) =>
      `"${String(input)}" is not a channel id: expected one such as C0123ABCD, which stands at the end of the channel's details in Slack`,
  })
  .meta({ title: 'channel id', examples: ['C0123ABCD'] });

export const SlackUserId = z
  .string()
  .regex(/^[UW][A-Z0-9]{2,}$/, {
    error: ({ input }) =>
      `"${String(input)}" is not a member id: expected one such as U0123ABCD, which a person's Slack profile can copy`,
  })
  .meta({ title: 'member id', examples: ['U0123ABCD'] });
