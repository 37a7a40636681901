import type { Target } from './catalog.js';
import type { NewReading } from './rows/decode.js';

/** Counts the readings that are taken in although no digest shows them. */
export type Unseen = {
  add(readings: readonly NewReading[]): void;
  /** One sentence for each KPI and reason, with what to write. */
  notices(): string[];
};

export function createUnseen(): Unseen {
  const counts = new Map<Target, number>();
  return {
    add: (readings) => {
      for (const { target } of readings) {
        if (target.hidden !== null) counts.set(target, (counts.get(target) ?? 0) + 1);
      }
    },
    notices: () => Array.from(counts, ([target, count]) => inWords(target, count)),
  };
}

function inWords({ kpi, segment, hidden, sourceKey, firstSourceKey }: Target, count: number): string {
  const readings = `${count} ${count === 1 ? 'reading' : 'readings'} will not be shown, since`;
  if (hidden === 'source') {
    return `${kpi} from ${sourceKey}: ${readings} figures of ${kpi} use its first source, ${firstSourceKey}. Where they are to use ${sourceKey}, put it first at kpis.${kpi} in copil.yml: sources: [${sourceKey}, ${firstSourceKey}].`;
  }
  const label = JSON.stringify(segment);
  return `${kpi}[${segment}]: ${readings} digests show the whole. Where ${label} is the whole, leave the segment empty, or write segments: { ${label}: '' } in a map; where it is a part, say with segments: [${label}] at kpis.${kpi} in copil.yml that it is kept on purpose: this version's digests show the whole alone.`;
}
