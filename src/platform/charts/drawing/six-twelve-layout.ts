import {
  chartSize,
  drawnAtMost,
  type PeriodPoint,
  type SixTwelveSpec,
  type SummaryBox,
  type WeekEvent,
} from '../chart-spec.js';
import { type Figures, figuresOf } from '../figures.js';
import { type Lexicon, lexiconOf } from '../lexicon.js';
import type { Area } from './configuration.js';
import { type Heading, headingOf } from './heading.js';
import { axesOf, lastIndex, lastValueSide, type Panel, ticksOf } from './panel.js';
import type { Measure } from './pen.js';

/** Where everything of a 6-12 chart goes, in CSS pixels; `unit` is the smallest text, 1/40 of the width. */
export type Layout = {
  readonly spec: SixTwelveSpec;
  readonly unit: number;
  readonly margin: number;
  readonly size: { readonly width: number; readonly height: number };
  readonly area: Area;
  readonly heading: Heading;
  readonly weeks: Panel;
  readonly months: Panel;
  readonly hasData: boolean;
  /** The numbers of the events stand above the plot when the last value is written below its point. */
  readonly areEventsOnTop: boolean;
  /** What stands on one line of the footer. */
  readonly eventLines: readonly (readonly NumberedEvent[])[];
  readonly boxes: readonly SummaryBox[];
  readonly figures: Figures;
  readonly words: Lexicon;
  readonly measure: Measure;
};

type NumberedEvent = WeekEvent & { readonly number: number };

type Fit = { readonly room: number; readonly unit: number; readonly measure: Measure };

const weekStep = 1.5;
const slotGap = 1.3;
export const discRoom = 1.9;
export const eventGap = 1.2;
export const eventLineHeight = 1.5;
export const boxesPerRow = 5;
export const boxHeight = 2.75;

export function layoutOf(spec: SixTwelveSpec, measure: Measure): Layout {
  const size = chartSize(spec);
  const unit = size.width / 40;
  const margin = unit * 1.2;
  const fit = { room: size.width - margin * 2, unit, measure };
  const eventLines = eventLinesOf(spec, fit);
  const boxes = fittingBoxes(spec, fit);
  const heading = headingOf({ ...spec, width: size.width, margin, unit, lines: boxes.length > 0 ? 1 : 2 }, measure);
  const footer = eventLines.length * eventLineHeight + Math.ceil(boxes.length / boxesPerRow) * boxHeight;
  const bottom = size.height - unit * (2.2 + footer);
  const { weeks, months } = panelsOf(spec, Math.floor((bottom - heading.height - unit * 2.5) / (unit * 1.7)));
  const areEventsOnTop = eventLines.length > 0 && lastValueSide(weeks) === 'below';
  const top = heading.height + unit * (areEventsOnTop ? 3.1 : 2.5);
  const tickRoom = (panel: Panel): number => {
    const widest = Math.max(0, ...panel.ticks.map((text) => measure(text, { size: unit })));
    return widest > 0 ? widest + unit * 0.4 : 0;
  };
  return {
    spec,
    unit,
    margin,
    size,
    area: { left: margin + tickRoom(weeks), top, right: size.width - margin - tickRoom(months), bottom },
    heading,
    weeks,
    months,
    hasData: lastIndex(weeks) >= 0 || lastIndex(months) >= 0,
    areEventsOnTop,
    eventLines,
    boxes,
    figures: figuresOf(spec.format, spec.locale),
    words: lexiconOf(spec.locale),
    measure,
  };
}

function panelsOf(spec: SixTwelveSpec, mostIntervals: number): { weeks: Panel; months: Panel } {
  const weekPoints: readonly PeriodPoint[] = spec.weeks.slice(-drawnAtMost.weeks);
  const monthPoints: readonly PeriodPoint[] = spec.months.slice(-drawnAtMost.months);
  const axes = axesOf(weekPoints, monthPoints, { mostIntervals, format: spec.format });
  const weekTicks = ticksOf(axes.weeks, spec.format, spec.locale);
  const monthTicks = axes.isShared ? [] : ticksOf(axes.months, spec.format, spec.locale);
  const gap = weekPoints.length > 0 ? slotGap : 0;
  return {
    weeks: { id: 'weeks', points: weekPoints, start: 0, step: weekStep, axis: axes.weeks, ticks: weekTicks },
    months: {
      id: 'months',
      points: monthPoints,
      start: weekPoints.length * weekStep + gap,
      step: 1,
      axis: axes.months,
      ticks: monthTicks,
    },
  };
}

/** Only the newest weeks are drawn, so an event's index moves with them; one of an older week is not drawn. */
export function shownEvents(spec: SixTwelveSpec): NumberedEvent[] {
  const skipped = Math.max(0, spec.weeks.length - drawnAtMost.weeks);
  return (spec.events ?? [])
    .filter((event) => event.week >= skipped && event.week < spec.weeks.length)
    .slice(0, drawnAtMost.events)
    .map((event, index) => ({ ...event, week: event.week - skipped, number: index + 1 }));
}

/** All events on one line where they fit, else one line each. */
function eventLinesOf(spec: SixTwelveSpec, { room, unit, measure }: Fit): NumberedEvent[][] {
  const events = shownEvents(spec);
  if (events.length === 0) return [];
  const widthOf = (event: NumberedEvent): number => measure(event.text, { size: unit }) + unit * (discRoom + eventGap);
  const total = events.reduce((sum, event) => sum + widthOf(event), 0) - unit * eventGap;
  return total <= room ? [events] : events.map((event) => [event]);
}

/**
 * The boxes a phone can show: texts that fit their cell, one row, or two where no events need the room. Otherwise all of them
 * are left to the table, so that nobody reads eight of nine.
 */
function fittingBoxes(spec: SixTwelveSpec, { room, unit, measure }: Fit): readonly SummaryBox[] {
  const boxes = spec.boxes ?? [];
  const rows = spec.events?.length ? 1 : 2;
  const cell = room / boxesPerRow - unit * 0.6;
  const fits = boxes.every(
    (box) => measure(box.label, { size: unit }) <= cell && measure(box.text, { size: unit * 1.1, weight: 600 }) <= cell,
  );
  return fits && boxes.length <= boxesPerRow * rows ? boxes : [];
}
