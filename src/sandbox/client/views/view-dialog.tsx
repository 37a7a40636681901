import { type FormEvent, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { Dialog, Heading } from 'react-aria-components';
import { PlainText } from '../../../platform/pages/mrkdwn-text.js';
import type { PageView } from '../../desk/page-api.js';
import { checkForm } from '../elements/element-checks.js';
import type { ElementForm } from '../elements/element-form.js';
import { InteractiveBlocks } from '../elements/interactive-drawing.js';
import { type ElementWords, elementWords } from '../elements/words.js';
import { usePageActions } from '../page-context.js';
import { useDrawing } from '../page-hooks.js';
import { submittedValues } from './view-forms.js';

interface ViewDialogProps {
  readonly view: PageView;
  readonly form: ElementForm;
  readonly onClose: () => void;
  readonly onCloseAll: () => void;
}

/** One modal: its title, its blocks, and what it can be left by. */
export function ViewDialog({ view, form, onClose, onCloseAll }: ViewDialogProps): ReactNode {
  const drawing = useDrawing();
  const words = elementWords(drawing.reader.locale);
  const frame = useRef<HTMLFormElement>(null);
  const { submit, isSubmitting, fault } = useSubmission(view, form, { frame, words });
  const plain = (text: string) => <PlainText text={text} drawing={drawing} />;
  useFirstFocus(frame);
  return (
    <Dialog className="view">
      <form ref={frame} noValidate onSubmit={submit} onKeyDown={(event) => submitByKeys(event, frame)}>
        <div className="view-head">
          <Heading slot="title" level={1} className="view-title">
            {plain(view.title)}
          </Heading>
          <button type="button" className="view-close" aria-label={words.close} onClick={onCloseAll}>
            <span aria-hidden="true">×</span>
          </button>
        </div>
        <div className="view-body content">
          <InteractiveBlocks
            blocks={view.blocks}
            drawing={drawing}
            target={{ kind: 'view', id: view.id }}
            form={form}
            known={view.values}
          />
        </div>
        <p className="view-fault" role="alert">
          {fault}
        </p>
        <div className="view-foot view-buttons">
          <button type="button" className="control" onClick={onClose}>
            {plain(view.close ?? (view.submit === undefined ? words.close : words.cancel))}
          </button>
          {view.submit === undefined ? null : (
            <button
              type="submit"
              className="control control-solid"
              aria-disabled={isSubmitting || undefined}
              aria-busy={isSubmitting || undefined}
            >
              {plain(view.submit)}
            </button>
          )}
        </div>
        <p className="visually-hidden" role="status">
          {isSubmitting ? words.submitting : ''}
        </p>
      </form>
    </Dialog>
  );
}

interface SubmissionPlace {
  readonly frame: RefObject<HTMLFormElement | null>;
  readonly words: ElementWords;
}

/** Sends the form, once at a time; what is wrong is said at its field, and the first of them is gone to. */
function useSubmission(view: PageView, form: ElementForm, { frame, words }: SubmissionPlace) {
  const { act } = usePageActions();
  const [isSubmitting, setSubmitting] = useState(false);
  const [fault, setFault] = useState('');
  const isUnderWay = useRef(false);
  const show = (errors: Readonly<Record<string, string>>, message: string) => {
    form.setErrors(errors);
    const count = Object.keys(errors).length;
    const homeless = Object.keys(errors).filter((id) => !fieldOf(frame.current, id));
    setFault(homeless.length > 0 || count === 0 ? message : words.fixErrors(count));
    focusFirst(frame.current, errors);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (view.submit === undefined || isUnderWay.current) return;
    const wrong = checkForm(view.blocks, form.values(), words);
    if (Object.keys(wrong).length > 0) return show(wrong, '');
    isUnderWay.current = true;
    setSubmitting(true);
    setFault('');
    const answer = await act({ kind: 'submit', view: view.id, values: submittedValues(form) });
    isUnderWay.current = false;
    setSubmitting(false);
    if (answer.ok) return undefined;
    return show(answer.fieldErrors ?? {}, answer.message);
  };
  return { submit: (event: FormEvent) => void submit(event), isSubmitting, fault };
}

const focusable = 'input, textarea, button, [tabindex]';

function fieldOf(frame: HTMLElement | null, blockId: string): HTMLElement | null {
  return frame?.querySelector<HTMLElement>(`[data-block-id="${CSS.escape(blockId)}"]`) ?? null;
}

/** The first by its place in the form, whatever the order the app named them in. */
function focusFirst(frame: HTMLElement | null, errors: Readonly<Record<string, string>>): void {
  const fields = [...(frame?.querySelectorAll<HTMLElement>('[data-block-id]') ?? [])];
  const first = fields.find((field) => errors[field.dataset['blockId'] ?? ''] !== undefined);
  first?.querySelector<HTMLElement>(focusable)?.focus();
}

/** Control or Command with Enter sends from wherever one is, as in Slack. */
function submitByKeys(event: KeyboardEvent, frame: RefObject<HTMLFormElement | null>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  frame.current?.requestSubmit();
}

/** Into the first field, unless an element asked for it; not where that would bring up a keyboard over the form. */
function useFirstFocus(frame: RefObject<HTMLFormElement | null>): void {
  useEffect(() => {
    const form = frame.current;
    if (!form || form.contains(document.activeElement) || !matchMedia('(pointer: fine)').matches) return;
    form.querySelector<HTMLElement>('.input :is(input, textarea, button)')?.focus();
  }, [frame]);
}
