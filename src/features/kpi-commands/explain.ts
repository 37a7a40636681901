import { ValidationError } from '../../kernel/errors.js';
import { sha256 } from '../../kernel/ids.js';
import { periodLabelText } from '../../kernel/period-text.js';
import { type Period, parsePeriod } from '../../kernel/periods.js';
import { plain, smallWords, textInput, words } from '../../platform/slack/elements.js';
import { clampText, plainInMrkdwn } from '../../platform/slack/escape.js';
import type { ActionContext, CommandContext, RequestContext, ViewContext } from '../../platform/slack/requests.js';
import type { ModalView } from '../../platform/slack/view.js';
import { askerOf } from '../../surface/speaker.js';
import { describeKpi, type KpiView, viewKpi } from '../digests/public.js';
import { recordExplanation } from '../kpis/public.js';
import { oldFormWords, readMetadata, writeMetadata } from './form-metadata.js';
import type { KpiCommandDeps } from './kpi-command-deps.js';
import { assertMayAnswer, type Subject, subjectOf } from './subject.js';

/** Longer than this is a report: a chart's caption is read in a meeting. */
const textAtMost = 1_000;

/** `/kpi explain KEY [words]`: words are stored at once, without them a form asks for them. */
export async function explainKpi(
  deps: KpiCommandDeps,
  context: CommandContext,
  line: { readonly kpi: string; readonly text: string },
): Promise<void> {
  const asker = await askerOf(deps, context.user);
  const subject = await subjectOf(deps, asker, { kpi: line.kpi, channel: context.channel });
  assertMayAnswer(subject);
  const view = await viewOf(deps, subject);
  if (line.text.trim() === '') return openForm(deps, context, { subject, view });
  const said = { id: deps.newId(), period: explainedPeriod(view), text: line.text.trim() };
  await context.ack(await keep(deps, subject, said));
}

/** The button "Explain": the same form. */
export async function openExplainForm(deps: KpiCommandDeps, context: ActionContext): Promise<void> {
  const asker = await askerOf(deps, context.user);
  const subject = await subjectOf(deps, asker, { kpi: context.value ?? '', channel: context.channel });
  assertMayAnswer(subject);
  await openForm(deps, context, { subject, view: await viewOf(deps, subject) });
}

function viewOf(deps: KpiCommandDeps, { entry, committee, person }: Subject): Promise<KpiView> {
  return viewKpi(deps, { kpi: entry, committee, timeZone: person.timeZone });
}

/** The figure's own period: a month's explanation stands under it in each weekly digest that still shows that month. */
function explainedPeriod({ item }: KpiView): Period {
  return item.figures.current.period;
}

async function openForm(
  deps: KpiCommandDeps,
  { triggerId }: RequestContext,
  { subject, view }: { readonly subject: Subject; readonly view: KpiView },
): Promise<void> {
  await deps.messenger.openView(triggerId, explainForm(subject, view));
}

function explainForm(subject: Subject, view: KpiView): ModalView {
  const { say, entry, locale } = subject;
  const { finding, changes, remarks } = describeKpi(view, subject);
  const facts = [changes, remarks].filter(Boolean).map(plainInMrkdwn);
  return {
    type: 'modal',
    callback_id: 'kpi:explain',
    private_metadata: writeMetadata({ kpi: entry.kpi.key, period: explainedPeriod(view).label }),
    title: plain(say('kpi-commands.form.explainTitle')),
    submit: plain(say('kpi-commands.form.save')),
    close: plain(say('kpi-commands.form.cancel')),
    blocks: [
      words([`*${plainInMrkdwn(finding)}.*`, ...facts].join('\n')),
      smallWords(say('kpi-commands.form.about', { period: periodLabelText(explainedPeriod(view), locale) })),
      textInput(
        { id: 'text', label: say('kpi-commands.form.cause'), hint: say('kpi-commands.form.causeHint') },
        { isLong: true, max: textAtMost },
      ),
    ],
  };
}

/** The form, sent. */
export async function submitExplainForm(deps: KpiCommandDeps, context: ViewContext): Promise<void> {
  const asker = await askerOf(deps, context.user);
  const metadata = readMetadata(context.privateMetadata);
  if (!metadata?.period) return context.reject({ text: oldFormWords(asker.say) });
  const subject = await subjectOf(deps, asker, { kpi: metadata.kpi, channel: context.channel });
  assertMayAnswer(subject);
  const text = context.values.text('text');
  if (text === '') return context.reject({ text: asker.say('kpi-commands.explain.empty') });
  const period = parsePeriod(metadata.period, subject.committee?.calendar.schedule ?? {});
  // The same form may reach us twice; put right and sent again, it is another explanation.
  await context.ack(await keep(deps, subject, { id: sha256(`${context.viewId} ${text}`), period, text }));
}

type Said = { readonly id: string; readonly period: Period; readonly text: string };

async function keep(deps: KpiCommandDeps, subject: Subject, { id, period, text }: Said): Promise<string> {
  const { workspaceId, clock, database } = deps;
  const { say, entry, person, locale, name } = subject;
  if (text.length > textAtMost) {
    throw new ValidationError(say('kpi-commands.explain.tooLong', { count: text.length, max: textAtMost }));
  }
  const { key: kpiKey } = entry.kpi;
  const explanation = { id, workspaceId, kpiKey, period: period.label, text, authorKey: person.key, at: clock.now() };
  await database.transaction((transaction) => recordExplanation(transaction, explanation));
  const shown = clampText(plainInMrkdwn(text), textAtMost);
  return say('kpi-commands.explain.kept', { name, period: periodLabelText(period, locale), text: shown });
}
