import { asText, type Line, prose, type Span } from '../blocks.js';
import { lastingSignal, newSignal } from '../digest.js';
import type { DigestSection, DigestView } from '../section.js';

const colours = {
  red: 'red_circle',
  amber: 'large_orange_circle',
  green: 'large_green_circle',
  grey: 'white_circle',
} as const;

const statuses = ['red', 'amber', 'green', 'grey'] as const;

/** How many KPIs stand where, and how many moves are unusual; what there is none of is not mentioned. */
export const counts: DigestSection = {
  name: 'counts',
  parent(view) {
    if (view.items.length === 0) return { lines: [], blocks: [] };
    const line = countsLine(view);
    return { lines: [asText([line])], blocks: [prose([line])] };
  },
};

function countsLine({ items, say }: DigestView): Line {
  const entries = statuses.flatMap((status): Span[][] => {
    const count = items.filter(({ figures }) => figures.status === status).length;
    return count > 0 ? [[{ emoji: colours[status] }, ` ${say(`digests.counts.${status}`, { count })}`]] : [];
  });
  const signals = items.filter((item) => newSignal(item) !== undefined).length;
  if (signals > 0) entries.push([say('digests.counts.signals', { count: signals })]);
  const continuing = items.filter(lastingSignal).length;
  if (continuing > 0) entries.push([say('digests.counts.continuing', { count: continuing })]);
  return entries.flatMap((entry, index) => (index === 0 ? entry : [' · ', ...entry]));
}
