import type { Key, ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Separator } from 'react-aria-components/Separator';
import { type PageState, pagePaths } from '../../desk/page-api.js';
import { usePage } from '../page-context.js';
import { ClockControl, ProgressLine, useArrival } from './clock-control.js';
import { ToolDialogs } from './dialogs.js';
import { Inspector } from './inspector.js';
import { type ToolDialog, useOpenTools } from './open-tool.js';
import { FoldableTour, TourCount, useOpenedChart } from './tour.js';
import { tourWords } from './tour-words.js';
import { useMedia, widths } from './use-media.js';
import { type ToolWords, toolWords } from './words.js';

/**
 * What Slack has not and the sandbox needs: the clock, "try this", the inspector, bad days, reset. Four parts, all
 * below the page's two contexts:
 *
 *     <ToolsProvider>
 *       <header className="topbar">… <Tools /></header>         the rest of the bar's width
 *       <nav className="sidebar">… lists … <TourCard /></nav>   last in the sidebar, below what scrolls
 *       <ToolPanels />                                          last of all; a row of its own below the workspace
 *     </ToolsProvider>
 *
 * The inspector takes room instead of covering the composer: whatever holds these gives it a last grid row of height
 * `auto`.
 */
export { ToolsProvider } from './open-tool.js';

/** The clock, and the buttons that open the rest. */
export function Tools(): ReactNode {
  const { state } = usePage();
  const { setDialog, isInspecting, setInspecting } = useOpenTools();
  const words = toolWords(state.actor.locale);
  const isTight = useMedia(widths.tight);
  const isPhone = useMedia(widths.phone);
  return (
    <Group aria-label={words.tools} className="tools">
      <ClockControl isCompact={isTight} />
      <BadDaysBadge state={state} words={words} isPhone={isPhone} onPress={() => setDialog('conditions')} />
      {isPhone ? (
        <TourButton state={state} />
      ) : (
        <Button
          id="tool-requests"
          className="bar-button"
          aria-pressed={isInspecting}
          onPress={() => setInspecting(!isInspecting)}
        >
          {words.requests.name}
        </Button>
      )}
      <MoreMenu state={state} words={words} />
    </Group>
  );
}

interface PartProps {
  readonly state: PageState;
  readonly words: ToolWords;
  readonly isPhone: boolean;
}

function BadDaysBadge({ state, words, isPhone, onPress }: PartProps & { readonly onPress: () => void }): ReactNode {
  const count = state.conditions.filter(({ isOn }) => isOn).length;
  if (count === 0) return null;
  return (
    <Button className="bad-days" onPress={onPress}>
      <span aria-hidden="true">{'\u26a0\ufe0e'}</span>{' '}
      {isPhone ? (
        <>
          <span aria-hidden="true">{count}</span>
          <span className="visually-hidden">{words.conditions.on(count)}</span>
        </>
      ) : (
        words.conditions.on(count)
      )}
    </Button>
  );
}

/** Where the sidebar is a drawer. It gives way to a bad day's badge, and goes when all is done; the menu has it still. */
function TourButton({ state }: { readonly state: PageState }): ReactNode {
  const { setDialog } = useOpenTools();
  const isLeft = state.tour.some(({ isDone }) => !isDone);
  if (!isLeft || state.conditions.some(({ isOn }) => isOn)) return null;
  return (
    <Button className="bar-button" onPress={() => setDialog('tour')}>
      <span className="visually-hidden">{tourWords(state.actor.locale).title}: </span>
      <span aria-hidden="true">✓</span> <TourCount tour={state.tour} locale={state.actor.locale} />
    </Button>
  );
}

const dialogs: ReadonlySet<Key> = new Set<ToolDialog>(['conditions', 'tour', 'reset', 'help']);

function MoreMenu({ state, words }: Omit<PartProps, 'isPhone'>): ReactNode {
  const { setDialog, isInspecting, setInspecting } = useOpenTools();
  const transcript = (format: 'markdown' | 'json') =>
    `${pagePaths.transcript}?${new URLSearchParams({ as: state.actor.id, format })}`;
  const open = (key: Key) => {
    if (key === 'requests') setInspecting(!isInspecting);
    else if (dialogs.has(key)) setDialog(key as ToolDialog);
  };
  return (
    <MenuTrigger>
      <Button className="bar-button bar-more" aria-label={words.more}>
        <span aria-hidden="true">⋯</span>
      </Button>
      <Popover className="tool-menu" placement="bottom end">
        <Menu className="tool-menu-list" aria-label={words.more} onAction={open}>
          <MenuItem id="help">{words.help.item}</MenuItem>
          {state.tour.length > 0 ? <MenuItem id="tour">{tourWords(state.actor.locale).title}</MenuItem> : null}
          <MenuItem id="requests">{words.requests.name}</MenuItem>
          <MenuItem id="conditions">{words.conditions.name}…</MenuItem>
          <Separator className="tool-menu-line" />
          <MenuItem href={transcript('markdown')} download="copil-sandbox.md">
            {words.transcript.markdown}
          </MenuItem>
          <MenuItem href={transcript('json')} download="copil-sandbox.json">
            {words.transcript.json}
          </MenuItem>
          <Separator className="tool-menu-line" />
          <MenuItem id="reset" className="tool-menu-stop">
            {words.reset.item}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** The "try this" list at the foot of the sidebar; nothing on a phone, where the bar opens it. */
export function TourCard(): ReactNode {
  return useMedia(widths.phone) ? null : <FoldableTour />;
}

/** What opens: the inspector as a block in the page's flow, everything else over the page. */
export function ToolPanels(): ReactNode {
  const { isInspecting, setInspecting } = useOpenTools();
  useArrival();
  useOpenedChart();
  const close = () => {
    setInspecting(false);
    document.getElementById('tool-requests')?.focus();
  };
  return (
    <>
      <ProgressLine />
      {isInspecting ? <Inspector onClose={close} /> : null}
      <ToolDialogs />
    </>
  );
}
