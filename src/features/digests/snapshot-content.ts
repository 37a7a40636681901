import { canonicalJson } from '../../kernel/json.js';
import { type Period, parsePeriod } from '../../kernel/periods.js';
import { type KeptFigures, type KpiFigures, keepFigures, readFigures } from '../kpis/public.js';
import type { DigestContent, DigestItem } from './digest.js';

/** Grows when what is kept of a digest changes its shape; `readContent` then reads the older ones as today's. */
const newestVersion = 2;

/** Name and access level are those of the KPI's card, unless they stand here. */
type KeptItem = Omit<DigestItem, 'figures' | 'name' | 'accessLevel'> &
  Partial<Pick<DigestItem, 'name' | 'accessLevel'>> & { readonly figures: KeptFigures | KpiFigures };

/** What the versions before kept in places of its own, and not by section. */
type OlderContent = {
  readonly followUp?: { readonly onKpis: unknown; readonly escalations: unknown };
  readonly decisions?: unknown;
};

type KeptContent = Omit<DigestContent, 'items' | 'sections'> & {
  readonly version?: number;
  readonly items: readonly KeptItem[];
  /** The period, for the figures of all items; none where there are no items. */
  readonly reported?: Period | undefined;
  readonly sections?: DigestContent['sections'];
} & OlderContent;

/** A content as it is kept: at most a few kilobytes a KPI. */
export function writeContent(content: DigestContent): string {
  const items = content.items.map(({ name: _ofTheCard, accessLevel: _too, ...item }): KeptItem => {
    return { ...item, figures: keepFigures(item.figures) };
  });
  const reported = content.items[0]?.figures.period;
  return canonicalJson({ version: newestVersion, ...content, items, ...(reported ? { reported } : {}) });
}

/** What was kept, by this version or one before; the first kept no version. What a newer one added is let be. */
export function readContent(json: string): DigestContent {
  const { version: _version, followUp, decisions, reported, ...kept } = JSON.parse(json) as KeptContent;
  const period = reported ?? parsePeriod(kept.period);
  return {
    ...kept,
    items: kept.items.map((item) => {
      const figures = readFigures(item.figures, period);
      const { name, accessLevel } = figures.kpi;
      return { name, accessLevel, ...item, figures };
    }),
    sections: kept.sections ?? sectionsOf({ followUp, decisions }),
  };
}

function sectionsOf({ followUp, decisions }: Pick<KeptContent, keyof OlderContent>): DigestContent['sections'] {
  if (!followUp) return decisions === undefined ? {} : { decisions };
  const { onKpis, escalations, ...promises } = followUp;
  return {
    promises,
    'open-items': onKpis,
    ...(escalations ? { escalations } : {}),
    ...(decisions === undefined ? {} : { decisions }),
  };
}

/** Whether two contents say the same, however they were kept. */
export function saysTheSame(one: DigestContent, other: DigestContent): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
