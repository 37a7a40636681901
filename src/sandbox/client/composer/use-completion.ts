import { type KeyboardEvent, useId, useMemo, useState } from 'react';
import { usePage } from '../page-context.js';
import { type Completion, type CompletionQuery, completionQuery, matchCompletions } from './completion.js';
import { completionsOf } from './completions-of.js';

export interface OpenCompletion {
  readonly listId: string;
  readonly query: CompletionQuery;
  readonly options: readonly Completion[];
  readonly active: number;
  setActive(index: number): void;
  take(option: Completion): void;
}

interface CompletionOptions {
  readonly text: string;
  /** Null while the caret is not in the field, or something is selected. */
  readonly caret: number | null;
  readonly onTake: (query: CompletionQuery, option: Completion) => void;
}

/** The list below the caret, as far as something fits and it was not closed. `handleKey` tells whether it used the key. */
export function useCompletion({ text, caret, onTake }: CompletionOptions) {
  const { state } = usePage();
  const listId = useId();
  const [active, setActive] = useState({ typed: '', index: 0 });
  const [closed, setClosed] = useState<string | null>(null);
  const query = useMemo(() => (caret === null ? null : completionQuery(text, caret)), [text, caret]);
  const options = useMemo(
    () => (query ? matchCompletions(query.typed, completionsOf(query.kind, state)) : []),
    [query, state],
  );
  const mark = query ? `${query.start} ${query.typed}` : '';
  const isOpen = query !== null && options.length > 0 && closed !== mark;
  const index = active.typed === mark ? Math.min(active.index, options.length - 1) : 0;
  const completion: OpenCompletion | null = isOpen
    ? {
        listId,
        query,
        options,
        active: index,
        setActive: (next) => setActive({ typed: mark, index: next }),
        take: (option) => onTake(query, option),
      }
    : null;
  const handleKey = (event: KeyboardEvent): boolean =>
    completion !== null && handleCompletionKey(event, completion, () => setClosed(mark));
  return { completion, handleKey };
}

/** Arrows move, Tab and Enter take, Escape closes; Enter on what is typed in full already is left to whoever sends. */
function handleCompletionKey(event: KeyboardEvent, completion: OpenCompletion, close: () => void): boolean {
  const { options, active, query } = completion;
  const option = options[active];
  switch (event.key) {
    case 'ArrowDown':
      completion.setActive((active + 1) % options.length);
      return true;
    case 'ArrowUp':
      completion.setActive((active - 1 + options.length) % options.length);
      return true;
    case 'Escape':
      close();
      return true;
    case 'Tab':
    case 'Enter':
      if (event.shiftKey || !option || option.insert === query.typed) return false;
      completion.take(option);
      return true;
    default:
      return false;
  }
}
