import { asText, prose } from '../blocks.js';
import type { DigestItem } from '../digest.js';
import type { DigestSection, DigestView } from '../section.js';
import { dateText, listText } from '../wording.js';

const kinds = ['late', 'incomplete', 'noData'] as const;
type Kind = (typeof kinds)[number];

/** What one source did not bring, and the KPIs that lack it. */
type Incident = { readonly kind: Kind; readonly source: string; readonly first: DigestItem; readonly names: string[] };

const namesAtMost = 6;

/** Sources whose data is late, has gaps or is not there, and the KPIs they touch. */
export const dataIncidents: DigestSection = {
  name: 'data-incidents',
  thread(view) {
    const points = incidentsOf(view).map((incident) => incidentText(incident, view));
    if (points.length === 0) return [];
    const title = view.say('digests.incidents.title');
    return [
      {
        part: 'data-incidents',
        text: asText([[title], ...points.map((point) => [`• ${point}`])]),
        blocks: [
          prose(
            [[{ bold: title }]],
            points.map((point) => [point]),
          ),
        ],
      },
    ];
  },
};

/** One per source and kind: a source that is late for three KPIs is one thing to look into, not three. */
function incidentsOf({ items, locale, say }: DigestView): Incident[] {
  const incidents = new Map<string, Incident>();
  for (const item of items) {
    const kind = kindOf(item);
    if (!kind) continue;
    const source = item.sources[0]?.name[locale] ?? say('digests.incidents.unnamed');
    const { present, expected } = item.figures.current;
    const facts = { late: item.figures.dataThrough, incomplete: `${present}/${expected}`, noData: '' }[kind];
    const key = JSON.stringify([kind, item.sources[0]?.key, facts]);
    const incident = incidents.get(key) ?? { kind, source, first: item, names: [] };
    incident.names.push(item.name[locale]);
    incidents.set(key, incident);
  }
  return [...incidents.values()].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}

function incidentText({ kind, source, first, names }: Incident, { locale, say }: DigestView): string {
  const { figures } = first;
  const named = names.slice(0, namesAtMost);
  const others = names.length - named.length;
  const listed = others > 0 ? [...named, say('digests.incidents.others', { count: others })] : named;
  const kpis = say('digests.incidents.kpis', { count: names.length, names: listText(listed, locale) });
  return say(`digests.incidents.${kind}`, {
    name: source,
    date: dateText(figures.dataThrough, figures, locale),
    present: figures.current.present,
    expected: figures.current.expected,
    kpis,
  });
}

function kindOf({ figures }: DigestItem): Kind | null {
  // Where Copil computes it, there was nothing to measure, and nobody owes anything.
  if (figures.kpi.computed) return null;
  if (figures.greyReason === 'late') return 'late';
  if (figures.current.completeness === 'incomplete') return 'incomplete';
  return figures.current.completeness === 'absent' ? 'noData' : null;
}
