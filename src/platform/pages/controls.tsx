import type { ReactNode } from 'react';
import { type ControlShape, controlShape, type ElementShape, imageShape } from './block-shapes.js';
import type { Drawing } from './drawing.js';
import { each } from './each.js';
import { SmallImage } from './image-figure.js';
import { PlainText, SafeLink } from './mrkdwn-text.js';
import type { PageBlock } from './page-view.js';

interface ControlProps {
  readonly element: ElementShape;
  /** Where the element stands: with it a drawing of usable elements knows what to tell the app. */
  readonly block: PageBlock;
  readonly drawing: Drawing;
}

/** An element of an actions, section or input block. Without `drawing.drawControl` it is only looked at, except a button that is a link. */
export function Control({ element, block, drawing }: ControlProps): ReactNode {
  const image = imageShape.safeParse(element);
  if (image.success) return <SmallImage image={image.data} drawing={drawing} className="thumb" />;
  if (drawing.drawControl) return drawing.drawControl(element, block);
  const control = controlShape.safeParse(element);
  if (!control.success) return <span className="undrawn">{drawing.words.undrawn(element.type)}</span>;
  return staticControl(control.data, drawing);
}

function staticControl(control: ControlShape, drawing: Drawing): ReactNode {
  switch (control.type) {
    case 'button':
    case 'workflow_button':
      return <ButtonControl control={control} drawing={drawing} />;
    case 'overflow':
      return (
        <button type="button" className="control" disabled aria-label={drawing.words.moreOptions}>
          ⋯
        </button>
      );
    case 'checkboxes':
      return <Choices control={control} drawing={drawing} kind="checkbox" />;
    case 'radio_buttons':
      return <Choices control={control} drawing={drawing} kind="radio" />;
    case 'feedback_buttons':
    case 'icon_button':
      return <span className="undrawn">{drawing.words.undrawn(control.type)}</span>;
    default:
      return <Field control={control} drawing={drawing} />;
  }
}

interface DrawnControlProps {
  readonly control: ControlShape;
  readonly drawing: Drawing;
}

function ButtonControl({ control, drawing }: DrawnControlProps): ReactNode {
  const style = control.style === 'primary' || control.style === 'danger' ? ` control-${control.style}` : '';
  const label = <PlainText text={control.text?.text ?? ''} drawing={drawing} />;
  if (control.url !== undefined)
    return (
      <SafeLink url={control.url} className={`control${style}`}>
        {label}
      </SafeLink>
    );
  return (
    <button
      type="button"
      className={`control${style}`}
      disabled
      aria-label={control.accessibility_label}
      title={drawing.words.readOnly}
    >
      {label}
    </button>
  );
}

function Choices({ control, drawing, kind }: DrawnControlProps & { readonly kind: 'checkbox' | 'radio' }): ReactNode {
  const chosen = new Set([control.initial_option, ...(control.initial_options ?? [])].map((option) => option?.value));
  return (
    <ul className="choices">
      {each(control.options ?? [], (option) => (
        <li>
          <label>
            <input type={kind} disabled defaultChecked={option.value !== undefined && chosen.has(option.value)} />
            <span>
              <PlainText text={option.text.text} drawing={drawing} />
              {option.description ? <small>{option.description.text}</small> : null}
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}

/** Selects, pickers and text fields: what is chosen or asked for, in a frame. */
function Field({ control, drawing }: DrawnControlProps): ReactNode {
  const isText = /text_input|number_input/.test(control.type);
  return (
    <span className={`control field${isText ? ' field-text' : ''}${control.multiline ? ' field-tall' : ''}`}>
      <PlainText text={fieldValue(control, drawing)} drawing={drawing} />
      {isText ? null : <span aria-hidden="true"> ▾</span>}
    </span>
  );
}

function fieldValue(control: ControlShape, drawing: Drawing): string {
  const channel = control.initial_channel ?? control.initial_conversation;
  const options = [control.initial_option, ...(control.initial_options ?? [])].flatMap(
    (option) => option?.text.text ?? [],
  );
  return (
    (options.length > 0 ? options.join(', ') : undefined) ??
    (control.initial_user ? (drawing.people.get(control.initial_user)?.name ?? control.initial_user) : undefined) ??
    (channel ? `#${drawing.channels.get(channel)?.name ?? channel}` : undefined) ??
    control.initial_value ??
    control.initial_date ??
    control.initial_time ??
    control.placeholder?.text ??
    '…'
  );
}
