import { ValidationError } from '../../kernel/errors.js';
import { localDate } from '../../kernel/zoned-time.js';
import { plain, textInput, words } from '../../platform/slack/elements.js';
import { unescapeMrkdwn } from '../../platform/slack/escape.js';
import type { ActionContext, ViewContext } from '../../platform/slack/requests.js';
import type { ModalView } from '../../platform/slack/view.js';
import { askerOf } from '../../surface/speaker.js';
import { oldFormWords, readMetadata, writeMetadata } from './form-metadata.js';
import type { KpiCommandDeps } from './kpi-command-deps.js';
import { logValue } from './log.js';
import { assertMayAnswer, type Subject, subjectOf } from './subject.js';
import { exampleOf, lastPeriodOver } from './typed-period.js';

/** The button "Log a value": a form with the value and, filled in, the last period that is over. */
export async function openLogForm(deps: KpiCommandDeps, context: ActionContext): Promise<void> {
  const asker = await askerOf(deps, context.user);
  const subject = await subjectOf(deps, asker, { kpi: context.value ?? '', channel: context.channel });
  assertMayAnswer(subject);
  await deps.messenger.openView(context.triggerId, logForm(deps, subject));
}

function logForm({ clock }: KpiCommandDeps, { entry, person, say, name, locale }: Subject): ModalView {
  const { kpi, formula } = entry;
  const today = localDate(clock.now(), person.timeZone);
  const isRatio = kpi.rollUp === 'ratio';
  const kind = isRatio ? 'ratio' : kpi.format.style === 'percent' ? 'percent' : 'number';
  const period = { id: 'period', label: say('kpi-commands.form.period') };
  const formulaWords = formula ? `\n${unescapeMrkdwn(formula[locale])}` : '';
  return {
    type: 'modal',
    callback_id: 'kpi:log',
    private_metadata: writeMetadata({ kpi: kpi.key }),
    title: plain(say('kpi-commands.form.logTitle')),
    submit: plain(say('kpi-commands.form.save')),
    close: plain(say('kpi-commands.form.cancel')),
    blocks: [
      words(`*${name}*`),
      textInput(
        {
          id: 'value',
          label: say('kpi-commands.form.value'),
          hint: say('kpi-commands.form.valueHint', { kind }) + formulaWords,
        },
        { max: 60 },
      ),
      textInput(
        { ...period, hint: say('kpi-commands.form.periodHint', exampleOf(kpi, today)) },
        { max: 20, initial: lastPeriodOver(kpi, today).label },
      ),
    ],
  };
}

/** The form, sent: what is wrong stands at its field, and what was typed stays. */
export async function submitLogForm(deps: KpiCommandDeps, context: ViewContext): Promise<void> {
  const asker = await askerOf(deps, context.user);
  const metadata = readMetadata(context.privateMetadata);
  if (!metadata) return context.reject({ value: oldFormWords(asker.say) });
  try {
    const subject = await subjectOf(deps, asker, { kpi: metadata.kpi, channel: context.channel });
    const typed = { value: context.values.text('value'), period: context.values.text('period') };
    await context.ack(await logValue(deps, subject, typed));
  } catch (error) {
    if (!(error instanceof ValidationError) || Object.keys(error.fields).length === 0) throw error;
    const words = Object.entries(error.fields).map(([field, text]) => [field, unescapeMrkdwn(text)]);
    await context.reject(Object.fromEntries(words));
  }
}
