import { type ReactNode, useEffect, useState } from 'react';
import { heldValue, stateOf, textValue } from './element-state.js';
import { localInZone, secondsInZone } from './times-in-zone.js';
import type { ElementHost } from './use-element.js';

interface ControlProps {
  readonly host: ElementHost;
}

export function DateControl({ host }: ControlProps): ReactNode {
  const { element, state } = host;
  return (
    <NativePicker
      host={host}
      type="date"
      shown={textValue(element.type, state)}
      read={(text) => (/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text) ? text : null)}
    />
  );
}

export function TimeControl({ host }: ControlProps): ReactNode {
  const { element, state, words } = host;
  return (
    <>
      <NativePicker host={host} type="time" shown={textValue(element.type, state)} read={(text) => text.slice(0, 5)} />
      {element.timezone ? <small className="element-note">{words.inZone(element.timezone)}</small> : null}
    </>
  );
}

export function DateTimeControl({ host }: ControlProps): ReactNode {
  const { element, state, setting, words } = host;
  const { timeZone } = setting.drawing.reader;
  const seconds = heldValue(element.type, state);
  return (
    <>
      <NativePicker
        host={host}
        type="datetime-local"
        shown={typeof seconds === 'number' ? localInZone(seconds, timeZone) : ''}
        read={(text) => secondsInZone(text, timeZone)}
      />
      <small className="element-note">{words.inZone(timeZone)}</small>
    </>
  );
}

interface NativePickerProps extends ControlProps {
  readonly type: 'date' | 'time' | 'datetime-local';
  /** What stands in it, as a native input writes it. */
  readonly shown: string;
  /** What is chosen by that text; null while it is not whole. */
  readonly read: (text: string) => unknown;
}

/** Typing a year passes four years nobody means: what is typed is told when it rests, at Enter, or when one leaves. */
const restingTime = 800;

function NativePicker({ host, type, shown, read }: NativePickerProps): ReactNode {
  const { element, labels } = host;
  const [draft, setDraft] = useState(shown);
  useEffect(() => setDraft(shown), [shown]);
  const take = (text: string) => {
    setDraft(text);
    const value = text === '' ? null : read(text);
    if (value === null && text !== '') return;
    host.remember(stateOf(element.type, value));
    if (value !== null) host.offerSoon(restingTime);
  };
  return (
    <input
      id={labels.id}
      className="control field picker"
      type={type}
      value={draft}
      aria-labelledby={labels.labelledBy}
      aria-label={labels.label}
      aria-describedby={labels.describedBy}
      aria-invalid={labels.isInvalid || undefined}
      aria-required={labels.isRequired || undefined}
      aria-busy={host.isBusy || undefined}
      onChange={(event) => take(event.currentTarget.value)}
      onBlur={host.flush}
      onKeyDown={(event) => {
        if (event.key === 'Enter') host.flush();
      }}
    />
  );
}
