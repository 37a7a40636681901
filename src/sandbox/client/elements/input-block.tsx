import { type ReactNode, useId, useSyncExternalStore } from 'react';
import type { InputShape } from '../../../platform/pages/block-shapes.js';
import { PlainText } from '../../../platform/pages/mrkdwn-text.js';
import type { PageBlock } from '../../../platform/pages/page-view.js';
import { blockIdOf } from './element-shape.js';
import { InteractiveControl } from './interactive-control.js';
import type { ElementSetting } from './use-element.js';
import { elementWords } from './words.js';

interface InputBlockProps {
  readonly input: InputShape;
  readonly block: PageBlock;
  readonly setting: ElementSetting;
}

/** Elements of several parts are named by the label; it cannot point at one of them. */
const groupTypes: ReadonlySet<string> = new Set(['checkboxes', 'radio_buttons', 'file_input']);

/** A label, its element, a hint and what is wrong: all of them told to whoever does not see them stand together. */
export function InputBlock({ input, block, setting }: InputBlockProps): ReactNode {
  const id = useId();
  const { drawing, form } = setting;
  const words = elementWords(drawing.reader.locale);
  const blockId = blockIdOf(block);
  const error = useSyncExternalStore(form.subscribe, () => form.errors()[blockId]);
  const [labelId, hintId, errorId] = [`${id}label`, `${id}hint`, `${id}error`];
  const describedBy = [error ? errorId : '', input.hint ? hintId : ''].filter((one) => one !== '').join(' ');
  const label = (
    <>
      <span id={labelId}>
        <PlainText text={input.label.text} drawing={drawing} />
      </span>
      {input.optional ? <span className="input-optional"> {words.optional}</span> : null}
    </>
  );
  return (
    <div className={`input${error ? ' input-wrong' : ''}`} data-block-id={blockId}>
      {groupTypes.has(input.element.type) ? (
        <p className="input-label">{label}</p>
      ) : (
        <label className="input-label" htmlFor={id}>
          {label}
        </label>
      )}
      <InteractiveControl
        element={input.element}
        block={block}
        setting={setting}
        labels={{
          id,
          labelledBy: labelId,
          ...(describedBy !== '' && { describedBy }),
          isRequired: input.optional !== true,
          isInvalid: error !== undefined,
        }}
      />
      {error ? (
        <p id={errorId} className="element-error">
          {error}
        </p>
      ) : null}
      {input.hint ? (
        <p id={hintId} className="input-hint">
          <PlainText text={input.hint.text} drawing={drawing} />
        </p>
      ) : null}
    </div>
  );
}
