import { type KeyboardEvent, type ReactNode, useContext, useRef, useState } from 'react';
import { Button, ComboBox, ComboBoxStateContext, Input } from 'react-aria-components';
import { ChoiceList } from './choice-list.js';
import { type Choice, chosenChoices, chosenState } from './choices.js';
import { type OfferedChoices, useChoices } from './use-choices.js';
import type { ElementHost } from './use-element.js';

interface ControlProps {
  readonly host: ElementHost;
}

/** A select of one: a field one may type in, as Slack's. */
export function SelectControl({ host }: ControlProps): ReactNode {
  const { element, state, setting, words, labels } = host;
  const [chosen] = chosenChoices(element, state, setting.drawing);
  const [typed, setTyped] = useState<string | null>(null);
  const offered = useChoices(host);
  const field = useRef<HTMLDivElement>(null);
  const take = (key: unknown) => {
    setTyped(null);
    const next = findChoice(offered, key);
    if (next && next.key !== chosen?.key) host.choose(chosenState(element, [next]));
  };
  const isClearable = chosen !== undefined && !labels.isRequired && !host.isSent;
  return (
    <ComboBox
      {...comboProps(host, offered, { typed, setTyped })}
      value={chosen?.key ?? null}
      onChange={take}
      inputValue={typed ?? chosen?.text ?? ''}
    >
      <div
        ref={field}
        className="control field select"
        onKeyDownCapture={(event) => chooseFirst(event, typed, () => take(firstKey(offered)))}
      >
        <SearchField placeholder={element.placeholder?.text ?? words.choose} />
        {isClearable ? <ClearButton host={host} /> : null}
        <Button className="select-arrow">
          <span aria-hidden="true">▾</span>
        </Button>
      </div>
      <ChoiceList groups={offered.groups} note={offered.note} field={field} />
    </ComboBox>
  );
}

/** A select of several: what is chosen stands in the field and can be taken out again. */
export function MultiSelectControl({ host }: ControlProps): ReactNode {
  const { element, state, setting, words } = host;
  const chosen = chosenChoices(element, state, setting.drawing);
  const [typed, setTyped] = useState<string | null>(null);
  const offered = useChoices(host);
  const field = useRef<HTMLDivElement>(null);
  const max = element.max_selected_items ?? Number.POSITIVE_INFINITY;
  const isFull = chosen.length >= max;
  const take = (keys: readonly unknown[]) => {
    setTyped(null);
    const kept = chosen.filter(({ key }) => keys.includes(key));
    const added = keys.filter((key) => !chosen.some((one) => one.key === key)).map((key) => findChoice(offered, key));
    const next = [...kept, ...added.filter((choice) => choice !== undefined)].slice(0, max);
    if (next.length !== chosen.length || added.length > 0) host.choose(chosenState(element, next));
  };
  const keys = chosen.map(({ key }) => key);
  const removeLast = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Backspace' && event.currentTarget.value === '' && keys.length > 0) take(keys.slice(0, -1));
  };
  return (
    <ComboBox
      {...comboProps(host, offered, { typed, setTyped })}
      selectionMode="multiple"
      value={keys}
      onChange={take}
      inputValue={typed ?? ''}
      disabledKeys={isFull ? otherKeys(offered, keys) : []}
    >
      <div
        ref={field}
        className="control field select select-many"
        onKeyDownCapture={(event) => chooseFirst(event, typed, () => take([...keys, firstKey(offered)]))}
      >
        <Tokens host={host} chosen={chosen} onRemove={(key) => take(keys.filter((one) => one !== key))} />
        <SearchField
          placeholder={chosen.length > 0 ? '' : (element.placeholder?.text ?? words.chooseSeveral)}
          onKeyDown={removeLast}
        />
        <Button className="select-arrow">
          <span aria-hidden="true">▾</span>
        </Button>
      </div>
      <ChoiceList
        groups={offered.groups}
        note={offered.note}
        field={field}
        warning={isFull ? words.maxReached(chosen.length) : undefined}
      />
    </ComboBox>
  );
}

interface SearchFieldProps {
  readonly placeholder: string;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
}

/**
 * Opens at a click, as in Slack, and not when one only passes with the keyboard. It waits for the next frame, because
 * the list closes when something scrolls, as a form just did to bring the field into sight. It opens when one types,
 * too: the combo box itself would take the words that Escape puts back for typed ones, and open again for ever.
 */
function SearchField({ placeholder, onKeyDown = () => undefined }: SearchFieldProps): ReactNode {
  const state = useContext(ComboBoxStateContext);
  const newest = useRef(state);
  newest.current = state;
  return (
    <Input
      className="select-input"
      placeholder={placeholder}
      onKeyDown={onKeyDown}
      onInput={() => state?.open(null, 'input')}
      onClick={() => {
        if (!state?.isOpen) requestAnimationFrame(() => newest.current?.open(null, 'manual'));
      }}
    />
  );
}

interface Typing {
  readonly typed: string | null;
  readonly setTyped: (typed: string | null) => void;
}

/** Choices are filtered here, or by the app, never by the combo box itself. */
function comboProps({ labels }: ElementHost, offered: OfferedChoices, { setTyped }: Typing) {
  return {
    className: 'select-frame',
    id: labels.id,
    ...(labels.labelledBy !== undefined && { 'aria-labelledby': labels.labelledBy }),
    ...(labels.label !== undefined && { 'aria-label': labels.label }),
    ...(labels.describedBy !== undefined && { 'aria-describedby': labels.describedBy }),
    isRequired: labels.isRequired,
    isInvalid: labels.isInvalid,
    validationBehavior: 'aria',
    menuTrigger: 'manual',
    allowsEmptyCollection: true,
    defaultFilter: () => true,
    onInputChange: (text: string) => {
      setTyped(text);
      offered.search(text);
    },
    onOpenChange: (isOpen: boolean, trigger?: string) => {
      if (isOpen && trigger !== 'input') offered.search(null);
      if (!isOpen) setTyped(null);
    },
  } as const;
}

function allChoices({ groups }: OfferedChoices): readonly Choice[] {
  return groups.flatMap(({ choices }) => choices);
}

function findChoice(offered: OfferedChoices, key: unknown): Choice | undefined {
  return allChoices(offered).find((choice) => choice.key === key);
}

function firstKey(offered: OfferedChoices): string | undefined {
  return allChoices(offered)[0]?.key;
}

function otherKeys(offered: OfferedChoices, keys: readonly string[]): readonly string[] {
  return allChoices(offered).flatMap(({ key }) => (keys.includes(key) ? [] : [key]));
}

/**
 * Enter after typing takes the first match, as in Slack, unless one was gone to with the arrows. Caught on its way
 * down: the combo box would take back what was typed.
 */
function chooseFirst(event: KeyboardEvent, typed: string | null, take: () => void): void {
  const isAtOne = event.target instanceof Element && event.target.hasAttribute('aria-activedescendant');
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || !typed || isAtOne) return;
  event.preventDefault();
  event.stopPropagation();
  take();
}

function ClearButton({ host }: ControlProps): ReactNode {
  const { element, words } = host;
  return (
    <button
      type="button"
      className="select-clear"
      aria-label={words.clear}
      onClick={() => host.choose(chosenState(element, []))}
    >
      <span aria-hidden="true">×</span>
    </button>
  );
}

interface TokensProps extends ControlProps {
  readonly chosen: readonly Choice[];
  readonly onRemove: (key: string) => void;
}

function Tokens({ host, chosen, onRemove }: TokensProps): ReactNode {
  if (chosen.length === 0) return null;
  return (
    <ul className="tokens" aria-label={host.words.chosen}>
      {chosen.map(({ key, text }) => (
        <li key={key} className="token">
          <span>{text}</span>
          <button
            type="button"
            className="token-remove"
            aria-label={host.words.remove(text)}
            onClick={(event) => {
              onRemove(key);
              event.currentTarget.closest('.select')?.querySelector('input')?.focus();
            }}
          >
            <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
