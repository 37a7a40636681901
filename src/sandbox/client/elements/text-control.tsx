import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { charactersLeft } from './element-checks.js';
import type { UsableElement } from './element-shape.js';
import { heldValue, stateOf, textValue } from './element-state.js';
import { plainTextOf, richTextOf } from './rich-text.js';
import type { ElementHost } from './use-element.js';

interface ControlProps {
  readonly host: ElementHost;
}

/** How long after a character the app is told of it, where it wants to know of each. */
const typingPause = 300;

/** Text of one line or several, a number, an address. */
export function TextControl({ host }: ControlProps): ReactNode {
  const { element, state } = host;
  const text = textValue(element.type, state);
  const take = (typed: string) => {
    const value = element.type === 'number_input' ? typed.trim().replace(',', '.') : typed;
    host.remember(stateOf(element.type, value));
    if (triggers(element).includes('on_character_entered')) host.offerSoon(typingPause);
  };
  return (
    <>
      <TypedField host={host} text={text} onType={take} rows={element.multiline ? rowsOf(text, 3) : 1} />
      <Counter host={host} length={text.length} />
    </>
  );
}

/** Rich text is written as plain paragraphs. The draft keeps the spaces that an empty text would lose. */
export function RichTextControl({ host }: ControlProps): ReactNode {
  const { element, state, words } = host;
  const [draft, setDraft] = useState(() => plainTextOf(heldValue(element.type, state)));
  const take = (typed: string) => {
    setDraft(typed);
    host.remember(stateOf(element.type, richTextOf(typed)));
    if (host.isSent) host.offerSoon(typingPause * 3);
  };
  return (
    <>
      <TypedField host={host} text={draft} onType={take} rows={rowsOf(draft, element.min_lines ?? 3)} />
      <small className="element-note">{words.plainOnly}</small>
    </>
  );
}

function rowsOf(text: string, least: number): number {
  return Math.min(12, Math.max(least, text.split('\n').length + 1));
}

function triggers(element: UsableElement): readonly string[] {
  return element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
}

interface TypedFieldProps extends ControlProps {
  readonly text: string;
  readonly onType: (text: string) => void;
  readonly rows: number;
}

const kinds: Readonly<Record<string, { readonly type?: string; readonly inputMode?: 'decimal' | 'numeric' }>> = {
  email_text_input: { type: 'email' },
  url_text_input: { type: 'url' },
  number_input: { inputMode: 'decimal' },
};

function TypedField({ host, text, onType, rows }: TypedFieldProps): ReactNode {
  const { element, labels, words } = host;
  const hearsEnter = host.isSent && triggers(element).includes('on_enter_pressed');
  const onKeyDown = (event: KeyboardEvent) => {
    if (!hearsEnter || event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    host.offer();
  };
  const hintId = `${labels.id}-enter`;
  const common = {
    id: labels.id,
    value: text,
    placeholder: element.placeholder?.text,
    'aria-labelledby': labels.labelledBy,
    'aria-label': labels.label,
    'aria-describedby': [labels.describedBy, hearsEnter ? hintId : undefined].filter(Boolean).join(' ') || undefined,
    'aria-invalid': labels.isInvalid || undefined,
    'aria-required': labels.isRequired || undefined,
    onKeyDown,
    onBlur: host.flush,
  };
  return (
    <>
      {rows > 1 ? (
        <textarea
          {...common}
          className="control field field-text"
          rows={rows}
          onChange={(event) => onType(event.currentTarget.value)}
        />
      ) : (
        <input
          {...common}
          {...(kinds[element.type] ?? { type: 'text' })}
          className="control field field-text"
          autoComplete="off"
          onChange={(event) => onType(event.currentTarget.value)}
        />
      )}
      {hearsEnter ? (
        <small id={hintId} className="element-note">
          {words.pressEnter}
        </small>
      ) : null}
    </>
  );
}

function Counter({ host, length }: ControlProps & { readonly length: number }): ReactNode {
  const left = charactersLeft(host.element, length);
  if (left === null) return null;
  return (
    <small className={`element-note${left < 0 ? ' element-over' : ''}`} aria-live="polite">
      {left < 0 ? host.words.charactersOver(-left) : host.words.charactersLeft(left)}
    </small>
  );
}
