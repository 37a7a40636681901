import type { ReactNode, RefObject } from 'react';
import { Header, ListBox, ListBoxItem, ListBoxSection, Popover } from 'react-aria-components';
import type { Choice, ChoiceGroup } from './choices.js';

interface ChoiceListProps {
  readonly groups: readonly ChoiceGroup[];
  /** Said where nothing is offered. */
  readonly note: string;
  /** Said above what is offered. */
  readonly warning?: string | undefined;
  /** The field it belongs to: as wide as that at least. */
  readonly field: RefObject<HTMLElement | null>;
}

/** What a select offers, in a list over the page. */
export function ChoiceList({ groups, note, warning, field }: ChoiceListProps): ReactNode {
  return (
    <Popover
      className="choice-popover"
      offset={4}
      placement="bottom start"
      triggerRef={field}
      style={{ width: field.current?.offsetWidth }}
    >
      {warning ? <p className="choice-note">{warning}</p> : null}
      <ListBox
        className="choice-list"
        renderEmptyState={() => (
          <p className="choice-note" role="status">
            {note}
          </p>
        )}
      >
        {groups.map(({ label, choices }) =>
          label === '' ? (
            choices.map(choiceItem)
          ) : (
            <ListBoxSection key={`${label} ${choices[0]?.key}`} id={`group ${label} ${choices[0]?.key}`}>
              <Header className="choice-group">{label}</Header>
              {choices.map(choiceItem)}
            </ListBoxSection>
          ),
        )}
      </ListBox>
    </Popover>
  );
}

function choiceItem({ key, text, description }: Choice): ReactNode {
  return (
    <ListBoxItem key={key} id={key} className="choice" textValue={text} aria-label={text}>
      <span className="choice-text">{text}</span>
      {description ? <small>{description}</small> : null}
    </ListBoxItem>
  );
}
