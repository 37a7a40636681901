import type { DigestContent, DigestItem } from '../../../src/features/digests/digest.js';
import type { Kpi } from '../../../src/features/kpis/kpi.js';
import { aDigestContent, aDigestItem } from './digest-content.js';
import { steady } from './weekly-levels.js';

const adPlatform = { key: 'ads', name: { en: 'Ad platform', fr: 'Régie publicitaire' } };
const crm = { key: 'crm', name: { en: 'CRM', fr: 'CRM' } };
const emailTool = { key: 'email', name: { en: 'Email tool', fr: 'Outil d’e-mailing' } };
const shop = { key: 'shop', name: { en: 'Online shop', fr: 'Boutique en ligne' } };
const helpDesk = { key: 'help', name: { en: 'Help desk', fr: 'Service client' } };
const monitoring = { key: 'media', name: { en: 'Media monitoring', fr: 'Veille média' } };

const hugo = { name: 'Hugo Lambert', slackUserId: 'U0HUGO' };
const lea = { name: 'Léa Fontaine', slackUserId: null };

const euros = { style: 'currency', decimals: 2, currency: 'EUR' } as const;
const percent = { style: 'percent', decimals: 1 } as const;

function card(key: string, name: Kpi['name'], rest: Partial<Kpi> = {}): Partial<Kpi> {
  return { key, name, ...rest };
}

const target = (value: number) => [{ from: '2020-01-01', value }];

function acquisition(): DigestItem[] {
  const paid = { rollUp: 'ratio', format: euros, direction: 'lower', floor: 0 } as const;
  return [
    aDigestItem({
      kpi: card('leads', { en: 'Leads', fr: 'Leads' }, { targets: target(1_200) }),
      levels: steady(1_020, { spread: 0.05, seed: 2 }),
      sources: [crm],
      owner: hugo,
    }),
    aDigestItem({
      kpi: card('cost-per-lead', { en: 'Cost per lead', fr: 'Coût par lead' }, { ...paid, targets: target(40) }),
      levels: steady(38.4, { spread: 0.05, seed: 3, last: [42.1, 43.4, 51.35] }),
      sources: [adPlatform, crm],
    }),
    aDigestItem({
      kpi: card('cost-per-click', { en: 'Cost per click', fr: 'Coût par clic' }, { ...paid, targets: target(0.8) }),
      levels: steady(0.84, { spread: 0.04, seed: 4 }),
      sources: [adPlatform],
    }),
    aDigestItem({
      kpi: card(
        'ad-frequency',
        { en: 'Ad frequency', fr: 'Répétition publicitaire' },
        {
          direction: 'range',
          rollUp: 'mean',
          format: { style: 'number', decimals: 1 },
          targets: [{ from: '2020-01-01', low: 2, high: 4 }],
        },
      ),
      levels: steady(3.1, { spread: 0.08, seed: 5 }),
      sources: [adPlatform],
    }),
    aDigestItem({
      kpi: card('organic-visits', { en: 'Organic visits', fr: 'Visites naturelles' }),
      through: '2026-11-12',
    }),
    aDigestItem({
      kpi: card('paid-visits', { en: 'Paid visits', fr: 'Visites payantes' }, { targets: target(4_000) }),
      levels: steady(4_300, { spread: 0.05, seed: 6 }),
      through: '2026-11-12',
    }),
    aDigestItem({
      kpi: card(
        'bounce-rate',
        { en: 'Bounce rate', fr: 'Taux de rebond' },
        {
          rollUp: 'ratio',
          format: percent,
          changeKind: 'points',
          direction: 'lower',
          targets: target(0.45),
          ceiling: 1,
        },
      ),
      levels: steady(0.43, { spread: 0.04, seed: 7 }),
      missing: ['2026-11-11'],
      owner: hugo,
    }),
  ];
}

function sales(): DigestItem[] {
  return [
    aDigestItem({
      kpi: card(
        'margin-per-order',
        { en: 'Margin per order', fr: 'Marge par commande' },
        { rollUp: 'ratio', format: euros, targets: target(21), accessLevel: 'confidential' },
      ),
      levels: steady(17.83, { spread: 0.03, seed: 8 }),
      sources: [shop],
      owner: lea,
    }),
    aDigestItem({
      kpi: card(
        'revenue',
        { en: 'Revenue', fr: 'Chiffre d’affaires' },
        { format: { ...euros, decimals: 0 }, targets: target(180_000), accessLevel: 'internal' },
      ),
      levels: steady(196_400, { spread: 0.06, seed: 9 }),
      sources: [shop],
      owner: lea,
    }),
    aDigestItem({
      kpi: card(
        'conversion-rate',
        { en: 'Conversion rate', fr: 'Taux de conversion' },
        { rollUp: 'ratio', format: { ...percent, decimals: 2 }, changeKind: 'points', targets: target(0.028) },
      ),
      levels: steady(0.0302, { spread: 0.05, seed: 10 }),
      sources: [shop],
    }),
    aDigestItem({
      kpi: card(
        'average-basket',
        { en: 'Average basket', fr: 'Panier moyen' },
        { rollUp: 'ratio', format: euros, targets: target(60) },
      ),
      levels: steady(63.5, { spread: 0.03, seed: 11 }),
      sources: [shop],
    }),
    aDigestItem({
      kpi: card(
        'cart-abandonment',
        { en: 'Cart abandonment', fr: 'Abandon de panier' },
        { rollUp: 'ratio', format: percent, changeKind: 'points', direction: 'lower', targets: target(0.7) },
      ),
      levels: steady(0.66, { spread: 0.02, seed: 12 }),
      sources: [shop],
    }),
  ];
}

function relationship(): DigestItem[] {
  const rate = { rollUp: 'ratio', format: percent, changeKind: 'points' } as const;
  return [
    aDigestItem({
      kpi: card(
        'open-rate',
        { en: 'Email open rate', fr: 'Taux d’ouverture des e-mails' },
        { ...rate, targets: target(0.25) },
      ),
      levels: steady(0.238, { spread: 0.03, seed: 13 }),
      sources: [emailTool],
    }),
    aDigestItem({
      kpi: card(
        'subscribers',
        { en: 'Newsletter subscribers', fr: 'Abonnés à la newsletter' },
        { rollUp: 'last', grain: 'week', targets: target(12_000) },
      ),
      levels: steady(12_100, {
        spread: 0.01,
        seed: 14,
        last: [12_030, 12_160, 12_170, 12_165, 12_180, 12_175, 12_190, 12_185, 12_195],
      }),
      sources: [emailTool],
      owner: lea,
    }),
    aDigestItem({
      kpi: card(
        'response-time',
        { en: 'First response time', fr: 'Délai de première réponse' },
        { rollUp: 'mean', direction: 'lower', format: { style: 'number', decimals: 1, unit: 'h' }, targets: target(6) },
      ),
      levels: steady(4.1, { spread: 0.06, seed: 15, last: [4.2, 4, 5.4] }),
      sources: [helpDesk],
      owner: lea,
    }),
    aDigestItem({
      kpi: card(
        'satisfaction',
        { en: 'Customer satisfaction', fr: 'Satisfaction client' },
        { ...rate, grain: 'month', targets: [{ from: '2020-01-01', value: 0.85 }] },
      ),
      levels: steady(0.87, { spread: 0.02, seed: 16 }).slice(-30),
      sources: [helpDesk],
    }),
    aDigestItem({
      kpi: card('brand-mentions', { en: 'Brand mentions', fr: 'Mentions de la marque' }, { targets: [] }),
      levels: steady(640, { spread: 0.1, seed: 17 }),
      sources: [monitoring],
      owner: null,
    }),
    aDigestItem({
      kpi: card(
        'share-of-voice',
        { en: 'Share of voice', fr: 'Part de voix' },
        { ...rate, domain: 'competition', targets: target(0.2) },
      ),
      levels: [],
      sources: [monitoring],
      owner: null,
    }),
  ];
}

/**
 * A Monday as a growth team may find it: eighteen KPIs, of which one is red with a signal, two are red without, two
 * signal while on target, two wait for a late source, one misses a day, one has no data, one no target.
 */
export function aGrowthDigest(differing: Partial<DigestContent> = {}): DigestContent {
  return aDigestContent({ items: [...acquisition(), ...sales(), ...relationship()], ...differing });
}
