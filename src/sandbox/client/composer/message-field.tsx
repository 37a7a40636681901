import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useClientWords } from '../page-hooks.js';
import { takeCompletion } from './completion.js';
import { CompletionList, optionId } from './completion-list.js';
import { ShortcutMenu } from './shortcut-menu.js';
import { type OpenCompletion, useCompletion } from './use-completion.js';

interface MessageFieldProps {
  readonly text: string;
  readonly error: string;
  readonly label: string;
  readonly placeholder: string;
  readonly onChange: (text: string) => void;
  readonly onSend: () => void;
}

/** The field with its list of completions and its buttons. */
export function MessageField(props: MessageFieldProps): ReactNode {
  const { text, onChange, onSend } = props;
  const words = useClientWords();
  const { field, caret, lookAtCaret, putText } = useField(onChange);
  const { completion, handleKey } = useCompletion({
    text,
    caret,
    onTake: (query, option) => {
      const taken = takeCompletion(text, query, option);
      putText(taken.text, taken.caret);
    },
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const isComposing = event.nativeEvent.isComposing;
    const isHandled = !isComposing && (handleKey(event) || handleSend(event, onSend));
    if (isHandled) event.preventDefault();
  };
  return (
    <div className="composer-box">
      {completion ? <CompletionList completion={completion} /> : null}
      <textarea
        ref={field}
        rows={Math.min(8, text.split('\n').length)}
        value={text}
        placeholder={props.placeholder}
        onChange={(event) => {
          onChange(event.target.value);
          lookAtCaret();
        }}
        onSelect={lookAtCaret}
        onBlur={lookAtCaret}
        onKeyDown={onKeyDown}
        {...fieldNames(props, completion)}
      />
      <div className="composer-bar">
        <ShortcutMenu onCommand={(command) => putText(`${command} `, command.length + 1)} />
        <p className="composer-hint" aria-hidden={text === ''}>
          {words.composerHint}
        </p>
        <button
          type="button"
          className="send-button"
          disabled={text.trim() === ''}
          aria-label={words.send}
          onClick={onSend}
        >
          <SendSign />
        </button>
      </div>
    </div>
  );
}

function handleSend(event: KeyboardEvent, send: () => void): boolean {
  if (event.key !== 'Enter' || event.shiftKey) return false;
  send();
  return true;
}

/** A field of several lines may not be a combobox to assistive technology; a text field that names a list may. */
function fieldNames({ label, error }: MessageFieldProps, completion: OpenCompletion | null) {
  return {
    'aria-label': label,
    'aria-autocomplete': 'list' as const,
    'aria-invalid': error !== '',
    ...(completion && {
      'aria-controls': completion.listId,
      'aria-activedescendant': optionId(completion.listId, completion.active),
    }),
  };
}

/** The field and where its caret is; putting text into it puts the caret where one goes on typing. */
function useField(onChange: (text: string) => void) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [wantedCaret, setWantedCaret] = useState<number | null>(null);
  const lookAtCaret = () => {
    const box = field.current;
    const isIn = box !== null && document.activeElement === box && box.selectionStart === box.selectionEnd;
    setCaret(isIn ? box.selectionEnd : null);
  };
  useLayoutEffect(() => {
    if (wantedCaret === null) return;
    field.current?.focus();
    field.current?.setSelectionRange(wantedCaret, wantedCaret);
    setCaret(wantedCaret);
    setWantedCaret(null);
  }, [wantedCaret]);
  const putText = (text: string, at: number) => {
    onChange(text);
    setWantedCaret(at);
  };
  return { field, caret, lookAtCaret, putText };
}

function SendSign(): ReactNode {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path fill="currentColor" d="M1.5 2.2 14.5 8 1.5 13.8 3.2 9l6-1-6-1z" />
    </svg>
  );
}
