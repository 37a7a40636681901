import type { ReactNode } from 'react';
import type { Drawing } from '../../../platform/pages/drawing.js';
import { Mrkdwn, PlainText } from '../../../platform/pages/mrkdwn-text.js';
import type { ElementOption } from './element-shape.js';
import { chosenOptions, stateOf } from './element-state.js';
import type { ElementHost } from './use-element.js';

interface ControlProps {
  readonly host: ElementHost;
}

export function CheckboxesControl({ host }: ControlProps): ReactNode {
  const { element, state } = host;
  const chosen = new Set(chosenOptions(element.type, state).map(({ value }) => value));
  const toggle = (option: ElementOption, isOn: boolean) => {
    const next = (element.options ?? []).filter(({ value }) => (value === option.value ? isOn : chosen.has(value)));
    host.choose(stateOf(element.type, next));
  };
  return (
    <OptionList host={host} role="group">
      {(option, id) => (
        <input
          id={id}
          type="checkbox"
          checked={chosen.has(option.value)}
          onChange={(event) => toggle(option, event.currentTarget.checked)}
        />
      )}
    </OptionList>
  );
}

export function RadioControl({ host }: ControlProps): ReactNode {
  const { element, state, labels } = host;
  const [chosen] = chosenOptions(element.type, state);
  return (
    <OptionList host={host} role="radiogroup">
      {(option, id) => (
        <input
          id={id}
          type="radio"
          name={labels.id}
          checked={chosen?.value === option.value}
          onChange={() => host.choose(stateOf(element.type, option))}
        />
      )}
    </OptionList>
  );
}

interface OptionListProps extends ControlProps {
  readonly role: 'group' | 'radiogroup';
  readonly children: (option: ElementOption, id: string) => ReactNode;
}

function OptionList({ host, role, children }: OptionListProps): ReactNode {
  const { element, labels, setting, isBusy } = host;
  const named = {
    role,
    'aria-labelledby': labels.labelledBy,
    'aria-label': labels.label,
    'aria-describedby': labels.describedBy,
    'aria-busy': isBusy || undefined,
    ...(role === 'radiogroup' && { 'aria-required': labels.isRequired, 'aria-invalid': labels.isInvalid }),
  };
  return (
    <div className="choices" {...named}>
      {(element.options ?? []).map((option, index) => {
        const id = index === 0 ? labels.id : `${labels.id}-${index}`;
        return (
          <div key={option.value ?? option.text.text} className="choice-row">
            {children(option, id)}
            <OptionWords option={option} id={id} drawing={setting.drawing} />
          </div>
        );
      })}
    </div>
  );
}

interface OptionWordsProps {
  readonly option: ElementOption;
  readonly id: string;
  readonly drawing: Drawing;
}

function OptionWords({ option, id, drawing }: OptionWordsProps): ReactNode {
  const draw = ({ type, text }: ElementOption['text']) =>
    type === 'mrkdwn' ? <Mrkdwn text={text} drawing={drawing} /> : <PlainText text={text} drawing={drawing} />;
  return (
    <label htmlFor={id}>
      {draw(option.text)}
      {option.description ? <small>{draw(option.description)}</small> : null}
    </label>
  );
}
