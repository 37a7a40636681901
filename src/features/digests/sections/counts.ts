import { section } from '../blocks.js';
import { type DigestItem, newSignal } from '../digest.js';
import type { SectionModule } from '../message.js';

/** How many KPIs stand in each colour, and how many signals are new. */
export const counts: SectionModule = {
  parent({ items, say }) {
    const of = (status: DigestItem['figures']['status']) =>
      items.filter((item) => item.figures.status === status).length;
    const signals = items.filter((item) => newSignal(item) !== undefined).length;
    const colours = say('digests.counts.line', {
      red: of('red'),
      amber: of('amber'),
      green: of('green'),
      grey: of('grey'),
    });
    const line = signals > 0 ? `${colours} · ${say('digests.counts.signals', { count: signals })}` : colours;
    return { lines: [line], blocks: [section(line)] };
  },
};
