import type { ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { PlainText } from '../../../platform/pages/mrkdwn-text.js';
import { stateOf } from './element-state.js';
import type { ElementHost } from './use-element.js';

interface ControlProps {
  readonly host: ElementHost;
}

/** A button; with an address it opens that too, as in Slack. */
export function ButtonControl({ host }: ControlProps): ReactNode {
  const { element, labels, words, isBusy, setting } = host;
  const style = element.style === 'primary' || element.style === 'danger' ? ` control-${element.style}` : '';
  const common = {
    id: labels.id,
    className: `control control-button${style}`,
    'aria-label': element.accessibility_label,
    'aria-disabled': isBusy || undefined,
    'aria-busy': isBusy || undefined,
    'aria-describedby': labels.describedBy,
    onClick: () => host.press(),
  };
  const label = <PlainText text={element.text?.text ?? ''} drawing={setting.drawing} />;
  if (!isWebAddress(element.url)) {
    return (
      <button type="button" {...common}>
        {label}
      </button>
    );
  }
  return (
    <a {...common} href={element.url} target="_blank" rel="noreferrer noopener">
      {label}
      <span className="visually-hidden"> {words.opensOutside}</span>
    </a>
  );
}

/** Whatever else an address may be, such as a script, is never followed. */
function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^(?:https?|mailto|tel):/i.test(url);
}

/** The menu behind three dots. */
export function OverflowControl({ host }: ControlProps): ReactNode {
  const { element, labels, setting, isBusy } = host;
  const { drawing } = setting;
  const options = element.options ?? [];
  return (
    <MenuTrigger>
      <Button
        id={labels.id}
        className="control control-overflow"
        aria-label={labels.label ?? drawing.words.moreOptions}
        isPending={isBusy}
      >
        <span aria-hidden="true">⋯</span>
      </Button>
      <Popover className="choice-popover" placement="bottom end">
        <Menu
          className="choice-list"
          aria-label={labels.label ?? drawing.words.moreOptions}
          onAction={(key) => host.press(stateOf('static_select', options[Number(key)]))}
        >
          {options.map((option, index) => (
            <MenuItem
              key={option.value ?? option.text.text}
              id={String(index)}
              className="choice"
              textValue={option.text.text}
              {...(isWebAddress(option.url) && { href: option.url, target: '_blank', rel: 'noreferrer noopener' })}
            >
              <PlainText text={option.text.text} drawing={drawing} />
              {option.description ? <small>{option.description.text}</small> : null}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
