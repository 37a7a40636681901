import { type ReactNode, useId, useLayoutEffect, useMemo, useState } from 'react';
import type { ElementShape } from '../../../platform/pages/block-shapes.js';
import { Blocks } from '../../../platform/pages/blocks.js';
import type { Drawing } from '../../../platform/pages/drawing.js';
import type { PageBlock } from '../../../platform/pages/page-view.js';
import type { PageTarget, PageValues } from '../../desk/page-api.js';
import { type ElementForm, makeElementForm } from './element-form.js';
import { InputBlock } from './input-block.js';
import { InteractiveControl } from './interactive-control.js';
import type { ElementSetting } from './use-element.js';
import { elementWords } from './words.js';

interface HeldBlocks {
  readonly blocks: readonly PageBlock[];
  /** Outlives this drawing of the blocks; without one, what is typed is gone with it. */
  readonly form?: ElementForm;
  /** What the server remembers of them. */
  readonly known?: PageValues;
}

/**
 * A drawing in which the elements of these blocks work and know of each other; the same object until `drawing` or the
 * target's content changes. What stands in them stays when the app changes other blocks.
 */
export function useInteractiveDrawing(drawing: Drawing, target: PageTarget, held: HeldBlocks): Drawing {
  const { blocks, form, known } = held;
  const [own] = useState(makeElementForm);
  const used = form ?? own;
  useLayoutEffect(() => used.adopt(blocks, known), [used, blocks, known]);
  const place = JSON.stringify(target);
  return useMemo(() => interactiveDrawing(drawing, JSON.parse(place) as PageTarget, used), [drawing, place, used]);
}

interface InteractiveBlocksProps extends HeldBlocks {
  readonly drawing: Drawing;
  readonly target: PageTarget;
}

/** The blocks of a message or view with elements that work. */
export function InteractiveBlocks({ drawing, target, ...held }: InteractiveBlocksProps): ReactNode {
  return <Blocks blocks={held.blocks} drawing={useInteractiveDrawing(drawing, target, held)} />;
}

/**
 * A drawing whose elements work: they act on `target` as the person acted as. Elements tell the app of each other only
 * when they share a `form` (`useInteractiveDrawing` brings one); without it each has its own.
 */
export function interactiveDrawing(drawing: Drawing, target: PageTarget, form?: ElementForm): Drawing {
  const setting: Setting = { target, drawing, form };
  return {
    ...drawing,
    drawControl: (element, block) => <StandingControl element={element} block={block} setting={setting} />,
    drawInput: (input, block) => (
      <WithForm setting={setting}>
        {(whole) => <InputBlock key={input.element.type} input={input} block={block} setting={whole} />}
      </WithForm>
    ),
  };
}

interface Setting extends Omit<ElementSetting, 'form'> {
  readonly form: ElementForm | undefined;
}

interface WithFormProps {
  readonly setting: Setting;
  readonly children: (setting: ElementSetting) => ReactNode;
}

function WithForm({ setting, children }: WithFormProps): ReactNode {
  const [own] = useState(makeElementForm);
  const form = setting.form ?? own;
  return children(useMemo(() => ({ ...setting, form }), [setting, form]));
}

interface StandingControlProps {
  readonly element: ElementShape;
  readonly block: PageBlock;
  readonly setting: Setting;
}

/** An element without a label of its own. */
function StandingControl({ element, block, setting }: StandingControlProps): ReactNode {
  const id = useId();
  const label = nameOf(element, block, setting.drawing);
  const labels = { id, ...(label !== undefined && { label }), isRequired: false, isInvalid: false };
  return (
    <WithForm setting={setting}>
      {(whole) => (
        <InteractiveControl key={element.type} element={element} block={block} setting={whole} labels={labels} />
      )}
    </WithForm>
  );
}

/** What an element without a label is called: its placeholder, and the text of the section it stands beside. */
function nameOf(element: ElementShape, block: PageBlock, drawing: Drawing): string | undefined {
  const words = elementWords(drawing.reader.locale);
  const beside =
    block.type === 'section'
      ? textOf(block['text'])
          .replace(/[*_~`]/g, '')
          .slice(0, 100)
      : '';
  const given = textOf(element['placeholder']);
  switch (element.type) {
    case 'button':
      return undefined;
    case 'overflow':
      return joined(drawing.words.moreOptions, beside);
    case 'checkboxes':
    case 'radio_buttons':
      return beside || words.options;
    case 'datepicker':
      return joined(given || words.chooseDate, beside);
    case 'timepicker':
      return joined(given || words.chooseTime, beside);
    case 'datetimepicker':
      return joined(given || words.chooseDateTime, beside);
    case 'rich_text_input':
      return given || words.text;
    default:
      return joined(given || (element.type.startsWith('multi_') ? words.chooseSeveral : words.choose), beside);
  }
}

function joined(name: string, beside: string): string {
  return beside === '' ? name : `${name}, ${beside}`;
}

function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
    ? value.text
    : '';
}
