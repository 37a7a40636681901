import { Document, isMap, isPair, isScalar, type Pair, type YAMLMap } from 'yaml';
import type { Say } from '../../../platform/texts.js';
import type { Question, SuggestedKpi, SuggestedMap, Suggestion } from './suggestion.js';

/** A suggestion as YAML to paste, with what a file cannot tell as comments: first for `copil.yml`, then a map or several. */
export function printSuggestion(suggestion: Suggestion, ask: { readonly file: string; readonly say: Say }): string {
  const { maps } = suggestion;
  const documents = [
    forOrganisation(suggestion, ask),
    ...maps.map((map, index) =>
      forMap(map, { ...ask, number: index + 1, count: maps.length, source: suggestion.source }),
    ),
  ];
  return documents.map((document) => document.toString({ lineWidth: 0, flowCollectionPadding: true })).join('---\n');
}

type Words = { readonly say: Say; readonly file: string };

const questions = (say: Say, asked: readonly Question[]): string[] =>
  asked.map(({ about, values }) => say(`suggest.${about}`, values));

function forOrganisation(suggestion: Suggestion, { say, file }: Words): Document {
  const { source, sourceName, days, kpis, notes } = suggestion;
  const expects = days === null ? {} : { expects: isWeekdays(days) ? 'weekdays' : days };
  const document = new Document({
    sources: { [source]: { name: sourceName, ...expects } },
    kpis: Object.fromEntries(kpis.map((kpi) => [kpi.key, kpiFields(kpi, suggestion)])),
  });
  document.commentBefore = commented([say('suggest.organisation', { file }), ...questions(say, notes)]);
  const sources = pairOf(document.contents, 'sources');
  addBelow(pairOf(sources?.value, source), [say('suggest.source'), ...(days === null ? [] : [say('suggest.expects')])]);
  const section = pairOf(document.contents, 'kpis');
  if (isScalar(section?.key)) section.key.spaceBefore = true;
  addAbove(section, [say('suggest.kpis', { keys: kpis.map(({ key }) => key).join(', ') })]);
  for (const kpi of kpis) {
    const pair = pairOf(section?.value, kpi.key);
    for (const key of ['format', 'segments']) inFlow(pairOf(pair?.value, key));
    inFlow(pairOf(pair?.value, 'sources'));
    addBelow(pair, kpiQuestions(kpi, say));
  }
  return document;
}

function isWeekdays(days: readonly string[]): boolean {
  return days.join() === 'monday,tuesday,wednesday,thursday,friday';
}

const isoCodes: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', $: 'USD', '¥': 'JPY', '₹': 'INR' };

function kpiFields(kpi: SuggestedKpi, { source, grain, weekStart }: Suggestion): Record<string, unknown> {
  const { style, decimals, currency } = kpi;
  const code = isoCodes[currency ?? ''] ?? currency ?? '';
  const isCode = /^[A-Z]{3}$/.test(code);
  return {
    name: kpi.name,
    format:
      style === 'currency' && isCode
        ? { style, currency: code, decimals }
        : { style: style === 'percent' ? style : 'number', decimals },
    rollUp: kpi.rollUp,
    grain,
    ...(grain === 'week' && weekStart !== null && weekStart !== 'monday' ? { weekStart } : {}),
    ...(kpi.segments.length > 0 ? { segments: kpi.segments } : {}),
    sources: [source],
  };
}

function kpiQuestions({ style, currency, rollUp, hasWhole }: SuggestedKpi, say: Say): string[] {
  return [
    say('suggest.kpi', { style, rollUp }),
    ...(currency !== null && !/^[A-Z€£]/u.test(currency) ? [say('suggest.currency', { sign: currency })] : []),
    ...(hasWhole ? [] : [say('suggest.noWhole')]),
  ];
}

type Numbered = Words & { readonly number: number; readonly count: number; readonly source: string };

function forMap({ fields, notes, questions: asked }: SuggestedMap, ask: Numbered): Document {
  const { say, file, number, count, source } = ask;
  const document = new Document(fields);
  const name = `${source}${count > 1 ? `-${number}` : ''}.map.yml`;
  document.commentBefore = commented([say('suggest.map', { file, name }), ...questions(say, asked)]);
  for (const key of Object.keys(fields)) {
    const pair = pairOf(document.contents, key);
    if (!['columns', 'keys', 'ignore'].includes(key)) inFlow(pair);
    else if (isMap(pair?.value)) for (const item of pair.value.items) inFlow(item);
    addAbove(pair, questions(say, notes.get(key) ?? []));
  }
  return document;
}

function pairOf(node: unknown, key: string): Pair | undefined {
  if (!isMap(node)) return undefined;
  return (node as YAMLMap).items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === key);
}

function inFlow(pair: Pair | undefined): void {
  const value = pair?.value;
  if (typeof value === 'object' && value !== null && 'items' in value) (value as { flow?: boolean }).flow = true;
}

/** Lines of a comment; each begins with a blank behind its number sign. */
function commented(lines: readonly string[]): string {
  return lines
    .flatMap((line) => line.split('\n'))
    .map((line) => ` ${line}`)
    .join('\n');
}

function addAbove(pair: Pair | undefined, lines: readonly string[]): void {
  if (pair && isScalar(pair.key) && lines.length > 0) pair.key.commentBefore = commented(lines);
}

function addBelow(pair: Pair | undefined, lines: readonly string[]): void {
  if (isMap(pair?.value)) pair.value.comment = commented(lines);
}
