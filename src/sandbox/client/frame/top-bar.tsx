import type { ReactNode } from 'react';
import { useClientWords } from '../page-hooks.js';
import { Tools } from '../tools/tools.js';
import { PeopleSwitch } from './people-switch.js';

interface TopBarProps {
  readonly isDrawerOpen: boolean;
  readonly onOpenChannels: () => void;
}

/** What this is, who one is, and the sandbox's own tools. */
export function TopBar({ isDrawerOpen, onOpenChannels }: TopBarProps): ReactNode {
  const words = useClientWords();
  return (
    <header className="topbar">
      <button
        type="button"
        className="menu"
        aria-label={words.openChannels}
        aria-expanded={isDrawerOpen}
        aria-controls="channels"
        onClick={onOpenChannels}
      >
        <span aria-hidden="true">☰</span>
      </button>
      <p className="stamp">
        <b>{words.sandbox}</b> <span className="stamp-more">· {words.sampleData}</span>
      </p>
      <Tools />
      <PeopleSwitch />
    </header>
  );
}
