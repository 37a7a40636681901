import { escapeMrkdwn } from '../../../platform/slack/escape.js';
import { section } from '../blocks.js';
import type { DigestItem } from '../digest.js';
import type { SectionModule, SectionView } from '../message.js';
import { dateText } from '../wording.js';

/** Sources whose data is late, has gaps or is not there, and the KPIs they touch. */
export const dataIncidents: SectionModule = {
  thread(view) {
    const lines = incidentLines(view);
    if (lines.length === 0) return [];
    const title = view.say('digests.incidents.title');
    const text = [title, ...lines].join('\n');
    return [
      {
        part: 'data-incidents',
        text: escapeMrkdwn(text),
        blocks: [section(escapeMrkdwn([`*${title}*`, ...lines].join('\n')))],
      },
    ];
  },
};

type Incident = { readonly kind: 'late' | 'incomplete' | 'noData'; readonly items: DigestItem[] };

function incidentLines({ items, locale, say }: SectionView): string[] {
  const incidents = new Map<string, Incident>();
  for (const item of items) {
    const kind = kindOf(item);
    if (!kind) continue;
    const source = item.sources[0]?.name[locale] ?? item.name[locale];
    const key = `${source}\n${kind}`;
    const incident = incidents.get(key) ?? { kind, items: [] };
    incident.items.push(item);
    incidents.set(key, incident);
  }
  return [...incidents].map(([key, { kind, items: touched }]) => {
    const figures = touched[0]?.figures;
    return `• ${say(`digests.incidents.${kind}`, {
      name: key.split('\n')[0],
      date: dateText(figures?.dataThrough ?? null, locale),
      present: figures?.current.present ?? 0,
      expected: figures?.current.expected ?? 0,
      kpis: touched.map((item) => item.name[locale]).join(', '),
    })}`;
  });
}

function kindOf({ figures }: DigestItem): Incident['kind'] | null {
  if (figures.greyReason === 'late') return 'late';
  if (figures.current.completeness === 'incomplete') return 'incomplete';
  return figures.current.value === null ? 'noData' : null;
}
