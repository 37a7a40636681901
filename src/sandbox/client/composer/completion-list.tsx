import type { ReactNode } from 'react';
import { useClientWords } from '../page-hooks.js';
import type { OpenCompletion } from './use-completion.js';

/** What can be taken, above the field. The focus stays in the field, which names the option that is marked. */
export function CompletionList({ completion }: { readonly completion: OpenCompletion }): ReactNode {
  const words = useClientWords();
  const { listId, options, active, setActive, take } = completion;
  return (
    <div className="completion">
      <div id={listId} role="listbox" tabIndex={-1} aria-label={words.suggestions}>
        {options.map((option, index) => (
          <button
            type="button"
            tabIndex={-1}
            key={option.key}
            id={optionId(listId, index)}
            role="option"
            aria-selected={index === active}
            className="completion-option"
            onPointerMove={() => (index === active ? undefined : setActive(index))}
            // Pressing must not take the focus from the field.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(option)}
          >
            <span>
              <b>{option.label}</b> <span className="completion-hint">{option.hint}</span>
            </span>
            <span className="completion-detail">{option.detail}</span>
          </button>
        ))}
      </div>
      <p className="visually-hidden" role="status">
        {words.suggestionCount(options.length)}
      </p>
    </div>
  );
}

/** What `aria-activedescendant` names. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}
