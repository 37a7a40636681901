import { lettersOf, nearestNames } from '../../kernel/nearest-names.js';
import type { CommitteeKpi } from '../kpis/public.js';

/** The KPI of that key, or of that name in either language: case, accents and dashes do not matter. */
export function findKpi(kpis: readonly CommitteeKpi[], typed: string): CommitteeKpi | undefined {
  const wanted = lettersOf(typed);
  if (wanted === '') return undefined;
  return (
    kpis.find(({ kpi }) => kpi.key === typed.toLowerCase()) ??
    kpis.find(({ kpi }) => lettersOf(kpi.key) === wanted) ??
    kpis.find(({ kpi }) => lettersOf(kpi.name.en) === wanted || lettersOf(kpi.name.fr) === wanted)
  );
}

const suggestionsAtMost = 3;

/** Keys of the KPIs most like what was typed, best first; none when nothing is near. */
export function nearestKpis(kpis: readonly CommitteeKpi[], typed: string): string[] {
  const spellings = new Map(kpis.map(({ kpi }) => [kpi.key, [kpi.key, kpi.name.en, kpi.name.fr]]));
  const spellingsOf = (key: string) => spellings.get(key) ?? [];
  const wanted = lettersOf(typed);
  // What was typed is often the beginning of a key, or a word of it.
  const isPartOf = (key: string) =>
    wanted.length >= 3 && spellingsOf(key).some((one) => lettersOf(one).includes(wanted));
  const partOf = [...spellings.keys()].filter(isPartOf).sort();
  const near = nearestNames(typed, spellings.keys(), spellingsOf);
  return [...new Set([...partOf, ...near])].slice(0, suggestionsAtMost);
}
