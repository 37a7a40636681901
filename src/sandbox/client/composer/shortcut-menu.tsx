import type { ReactNode } from 'react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover, Text } from 'react-aria-components';
import { usePage, usePageActions } from '../page-context.js';
import { useClientWords } from '../page-hooks.js';

/** The app's global shortcuts and its commands; taking a command puts it into the field. */
export function ShortcutMenu({ onCommand }: { readonly onCommand: (command: string) => void }): ReactNode {
  const { shortcuts, commands } = usePage().state;
  const { act, notify } = usePageActions();
  const words = useClientWords();
  const run = async (callbackId: string) => {
    const answer = await act({ kind: 'global-shortcut', callbackId });
    if (!answer.ok) notify(answer.message);
  };
  const globals = shortcuts.filter(({ kind }) => kind === 'global');
  if (globals.length + commands.length === 0) return null;
  return (
    <MenuTrigger>
      <Button className="icon-button" aria-label={words.shortcuts}>
        <span aria-hidden="true">+</span>
      </Button>
      <Popover className="popover" placement="top start">
        <Menu className="menu-list" aria-label={words.shortcuts}>
          {globals.length > 0 ? (
            <MenuSection>
              <Header className="menu-title">{words.globalShortcuts}</Header>
              {globals.map(({ callbackId, name, description }) => (
                <MenuItem
                  key={callbackId}
                  id={callbackId}
                  textValue={name}
                  className="menu-item"
                  onAction={() => void run(callbackId)}
                >
                  <Text slot="label">{name}</Text>
                  <Text slot="description">{description}</Text>
                </MenuItem>
              ))}
            </MenuSection>
          ) : null}
          <MenuSection>
            <Header className="menu-title">{words.commands}</Header>
            {commands.map(({ command, usageHint, description }) => (
              <MenuItem
                key={command}
                id={command}
                textValue={command}
                className="menu-item"
                onAction={() => onCommand(command)}
              >
                <Text slot="label">
                  {command} <span className="completion-hint">{usageHint}</span>
                </Text>
                <Text slot="description">{description}</Text>
              </MenuItem>
            ))}
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
