import { editDistance } from '../../kernel/edit-distance.js';
import type { CommitteeKpi } from '../kpis/public.js';

/** The KPI of that key, or of that name in either language: case, accents and dashes do not matter. */
export function findKpi(kpis: readonly CommitteeKpi[], typed: string): CommitteeKpi | undefined {
  const wanted = simplified(typed);
  if (wanted === '') return undefined;
  return (
    kpis.find(({ kpi }) => kpi.key === typed.toLowerCase()) ??
    kpis.find(({ kpi }) => simplified(kpi.key) === wanted) ??
    kpis.find(({ kpi }) => simplified(kpi.name.en) === wanted || simplified(kpi.name.fr) === wanted)
  );
}

/** Longer than any key or name that could be meant. */
const typedAtMost = 80;
const suggestionsAtMost = 3;

/** Keys of the KPIs most like what was typed, best first; none when nothing is near. */
export function nearestKpis(kpis: readonly CommitteeKpi[], typed: string): string[] {
  const wanted = simplified(typed.slice(0, typedAtMost));
  if (wanted === '') return [];
  const farness = (text: string): number => {
    const name = simplified(text);
    // What was typed is often the beginning of a key, or a word of it.
    if (wanted.length >= 3 && name.includes(wanted)) return 0;
    const distance = editDistance(wanted, name);
    return distance <= tolerated(Math.min(wanted.length, name.length)) ? distance : Infinity;
  };
  return kpis
    .map(({ kpi }) => ({ key: kpi.key, distance: Math.min(...[kpi.key, kpi.name.en, kpi.name.fr].map(farness)) }))
    .filter(({ distance }) => distance < Infinity)
    .sort((a, b) => a.distance - b.distance || (a.key < b.key ? -1 : 1))
    .slice(0, suggestionsAtMost)
    .map(({ key }) => key);
}

/** Two swapped letters are two edits; in a key of three letters that would be another key. */
function tolerated(length: number): number {
  return length <= 3 ? 1 : Math.max(2, Math.floor(length / 3));
}

function simplified(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}]/gu, '');
}
