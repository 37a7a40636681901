import type { ReactNode } from 'react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from 'react-aria-components';
import { Avatar } from '../../../platform/pages/avatar.js';
import type { PageActor } from '../../desk/page-api.js';
import { usePage, usePageActions } from '../page-context.js';
import { useClientWords } from '../page-hooks.js';

/** Who one is, and everybody one could be. */
export function PeopleSwitch(): ReactNode {
  const { actor, actors } = usePage().state;
  const { actAs } = usePageActions();
  const words = useClientWords();
  return (
    <MenuTrigger>
      <Button className="people-switch" aria-label={`${words.actingAs(actor.name)}, ${actor.role}`}>
        <Avatar person={actor} size="small" />
        <span className="people-switch-name">
          <b>{actor.name}</b> <span>{actor.role}</span>
        </span>
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover people-popover" placement="bottom end">
        <Menu
          className="menu-list"
          aria-label={words.actAs}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[actor.id]}
          onAction={(key) => (key === actor.id ? undefined : void actAs(String(key)))}
        >
          <MenuSection>
            <Header className="menu-title">{words.actAs}</Header>
            {actors.map((person) => (
              <PersonItem key={person.id} person={person} />
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function PersonItem({ person }: { readonly person: PageActor }): ReactNode {
  const words = useClientWords();
  return (
    <MenuItem id={person.id} textValue={person.name} className="menu-item person-item">
      <Avatar person={person} size="large" />
      <Text slot="label">
        <b>{person.name}</b>
        {person.isGuest ? <span className="badge">{words.guest}</span> : null}
      </Text>
      <Text slot="description">
        {person.role} · {languageName(person.locale, words.language)} · {zoneName(person.timeZone)}
      </Text>
      {person.unread > 0 ? (
        <span className="unread-count">
          <span aria-hidden="true">{person.unread}</span>
          <span className="visually-hidden">({words.unread(person.unread)})</span>
        </span>
      ) : null}
    </MenuItem>
  );
}

/** "Français", "English": the language's name in the reader's own. */
function languageName(locale: string, reader: string): string {
  const language = locale.split('-')[0] ?? locale;
  return new Intl.DisplayNames(reader, { type: 'language' }).of(language) ?? locale;
}

function zoneName(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}
