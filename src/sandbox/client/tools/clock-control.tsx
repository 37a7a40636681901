import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Group } from 'react-aria-components/Group';
import { Header, Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Separator } from 'react-aria-components/Separator';
import { isoInstant } from '../../../platform/pages/times.js';
import type { PageAct, PageActor } from '../../desk/page-api.js';
import { usePage, usePageActions } from '../page-context.js';
import { aheadBy, type ClockTexts, clockTexts, runningTime, untilNextMinute } from './clock-text.js';
import { useOpenTools } from './open-tool.js';
import { type ToolWords, toolWords } from './words.js';

type Move = Extract<PageAct, { readonly kind: 'clock' }>['to'];

/** The workspace's time and the buttons that move it; one menu where the bar is narrow. */
export function ClockControl({ isCompact }: { readonly isCompact: boolean }): ReactNode {
  const { state } = usePage();
  const words = toolWords(state.actor.locale);
  const time = useRunningTime();
  const move = useMoveClock();
  const parts: ClockParts = {
    time,
    texts: useClockTexts(time, state.actor),
    nextText: state.clock.next ? words.clock.next(state.clock.next.text) : words.clock.noNext,
    hasNext: state.clock.next !== null,
    isMoving: state.clock.isMoving,
    ahead: state.clock.isAhead ? words.clock.ahead(aheadBy(time, Date.now())) : null,
    words,
    move,
  };
  return isCompact ? <ClockMenu {...parts} /> : <ClockBar {...parts} />;
}

interface ClockParts {
  readonly time: number;
  readonly texts: ClockTexts;
  readonly nextText: string;
  readonly hasNext: boolean;
  readonly isMoving: boolean;
  /** How far the workspace is ahead of real time; null when it is not. */
  readonly ahead: string | null;
  readonly words: ToolWords;
  move(to: Move): void;
}

function ClockBar({ time, texts, nextText, hasNext, isMoving, ahead, words, move }: ClockParts): ReactNode {
  return (
    <Group aria-label={words.clock.name} className="clock">
      <time className="clock-time" dateTime={isoInstant(time)}>
        {texts.short}
      </time>
      {ahead === null ? null : (
        <span className="clock-ahead" title={words.clock.aheadHint}>
          {ahead}
        </span>
      )}
      {/* Pending rather than disabled: whoever pressed keeps the focus and hears the progress. */}
      <Button
        className="bar-button clock-next"
        isPending={isMoving}
        isDisabled={!hasNext}
        onPress={() => move('next-run')}
      >
        <span className="clock-next-text" title={nextText}>
          {isMoving ? words.clock.moving : nextText}
        </span>
      </Button>
      <Button className="bar-button" isPending={isMoving} onPress={() => move('day')}>
        {words.clock.dayShort}
        <span className="visually-hidden">: {words.clock.day}</span>
      </Button>
      <Button className="bar-button" isPending={isMoving} onPress={() => move('week')}>
        {words.clock.weekShort}
        <span className="visually-hidden">: {words.clock.week}</span>
      </Button>
      <MenuTrigger>
        <Button className="bar-button" aria-label={words.clock.further} isPending={isMoving}>
          <span aria-hidden="true">▾</span>
        </Button>
        <ClockMoves
          label={words.clock.further}
          words={words}
          disabled={isMoving ? ['quarter', 'back'] : []}
          move={move}
        />
      </MenuTrigger>
    </Group>
  );
}

function ClockMenu({ time, texts, nextText, hasNext, isMoving, ahead, words, move }: ClockParts): ReactNode {
  const disabled: ClockItem[] = isMoving ? ['next-run', 'day', 'week', 'quarter', 'back'] : hasNext ? [] : ['next-run'];
  return (
    <MenuTrigger>
      <Button className="bar-button clock-compact">
        <span className="visually-hidden">{words.clock.name}: </span>
        {isMoving ? <span className="spinner" aria-hidden="true" /> : null}
        <time dateTime={isoInstant(time)}>{texts.compact}</time>
        {ahead === null ? null : <span className="clock-ahead-mark" aria-hidden="true" />}
      </Button>
      <ClockMoves label={words.clock.name} words={words} disabled={disabled} move={move}>
        <Header className="tool-menu-head">
          <span>{texts.full}</span>
          {ahead === null ? null : <span className="clock-ahead">{ahead}</span>}
        </Header>
        <MenuItem id="next-run">{isMoving ? words.clock.moving : nextText}</MenuItem>
        <MenuItem id="day">{words.clock.day}</MenuItem>
        <MenuItem id="week">{words.clock.week}</MenuItem>
      </ClockMoves>
    </MenuTrigger>
  );
}

type ClockItem = Move | 'back';

interface ClockMovesProps extends Pick<ClockParts, 'words' | 'move'> {
  readonly label: string;
  readonly disabled: readonly ClockItem[];
  /** Moves that come before. */
  readonly children?: ReactNode;
}

/** The longest move, and the way back: time only goes forward, so that today is where a reset begins. */
function ClockMoves({ label, words, disabled, move, children }: ClockMovesProps): ReactNode {
  const { setDialog } = useOpenTools();
  return (
    <Popover className="tool-menu" placement="bottom end">
      <Menu
        aria-label={label}
        className="tool-menu-list"
        disabledKeys={disabled}
        onAction={(key) => (key === 'back' ? setDialog('reset') : move(key as Move))}
      >
        <MenuSection aria-label={label}>
          {children}
          <MenuItem id="quarter">{words.clock.quarter}</MenuItem>
        </MenuSection>
        <Separator className="tool-menu-line" />
        <MenuItem id="back">{words.clock.back}</MenuItem>
      </Menu>
    </Popover>
  );
}

/** What long work tells, under the bar and read out; stands empty otherwise, so that a reader knows the place. */
export function ProgressLine(): ReactNode {
  const { state, progress } = usePage();
  const words = toolWords(state.actor.locale);
  const text = progress && !progress.isDone ? progress.text : state.clock.isMoving ? words.clock.moving : null;
  return (
    <div role="status" className={text === null ? 'visually-hidden' : 'tool-progress'}>
      {text === null ? null : (
        <>
          <span className="spinner" aria-hidden="true" /> {text}
        </>
      )}
    </div>
  );
}

/** Moves the clock, and says why it could not; what is pressed while it moves does nothing. */
export function useMoveClock(): (to: Move) => void {
  const { state } = usePage();
  const { act, notify } = usePageActions();
  // The page learns a moment later that the clock moves: whoever presses twice must not move it twice.
  const isAsked = useRef(false);
  return (to) => {
    if (state.clock.isMoving || isAsked.current) return;
    isAsked.current = true;
    void act({ kind: 'clock', to }).then((answer) => {
      isAsked.current = false;
      if (!answer.ok) notify(answer.message);
    });
  };
}

/** Says where the workspace has arrived, once, after each move of its clock. */
export function useArrival(): void {
  const { state } = usePage();
  const { notify } = usePageActions();
  const [wasMoving, setWasMoving] = useState(state.clock.isMoving);
  const { isMoving, now } = state.clock;
  const { actor } = state;
  useEffect(() => {
    if (isMoving === wasMoving) return;
    setWasMoving(isMoving);
    if (!isMoving) notify(toolWords(actor.locale).clock.arrived(clockTexts(now, actor).full));
  }, [isMoving, wasMoving, now, actor, notify]);
}

function useRunningTime(): number {
  const { clock } = usePage().state;
  const received = useMemo(() => ({ clock, at: Date.now() }), [clock]);
  const [realNow, setRealNow] = useState(received.at);
  const time = runningTime(received.clock, received.at, realNow);
  useEffect(() => {
    // A tick late by a moment, so that the minute has passed when it is drawn.
    const timer = window.setTimeout(() => setRealNow(Date.now()), untilNextMinute(time) + 20);
    return () => window.clearTimeout(timer);
  }, [time]);
  return time;
}

function useClockTexts(time: number, { locale, timeZone }: PageActor): ClockTexts {
  const minute = Math.floor(time / 60_000);
  return useMemo(() => clockTexts(minute * 60_000, { locale, timeZone }), [minute, locale, timeZone]);
}
