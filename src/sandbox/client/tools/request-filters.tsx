import { type ReactNode, useEffect, useId, useRef } from 'react';
import type { RequestFilter } from './request-rows.js';
import type { ToolWords } from './words.js';

interface RequestFiltersProps {
  readonly filter: RequestFilter;
  onChange(filter: RequestFilter): void;
  /** Whether the first field takes the focus: a phone's keyboard would cover the list. */
  readonly takesFocus: boolean;
  readonly words: ToolWords['requests'];
}

/** What narrows the list: words, a direction, only what went wrong. */
export function RequestFilters({ filter, onChange, takesFocus, words }: RequestFiltersProps): ReactNode {
  const id = useId();
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) search.current?.focus();
  }, [takesFocus]);
  return (
    <search className="inspector-filters">
      <input
        ref={search}
        type="search"
        aria-label={words.filter}
        placeholder={words.filterHint}
        value={filter.text}
        onChange={({ target }) => onChange({ ...filter, text: target.value })}
        onKeyDown={(event) => {
          // The first Escape empties the field, the next one closes the panel.
          if (event.key === 'Escape' && filter.text !== '') event.stopPropagation();
        }}
      />
      <select
        aria-label={words.direction}
        value={filter.direction}
        onChange={({ target }) => onChange({ ...filter, direction: target.value as RequestFilter['direction'] })}
      >
        <option value="all">{words.both}</option>
        <option value="to_slack">{words.toSlack}</option>
        <option value="to_app">{words.toApp}</option>
      </select>
      <label htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          checked={filter.onlyProblems}
          onChange={({ target }) => onChange({ ...filter, onlyProblems: target.checked })}
        />
        {words.onlyProblems}
      </label>
    </search>
  );
}
