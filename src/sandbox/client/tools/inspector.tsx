import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import type { PageActor, PageRequestRow } from '../../desk/page-api.js';
import { usePage } from '../page-context.js';
import { RequestDetail } from './request-detail.js';
import { RequestFilters } from './request-filters.js';
import { RequestRow, type TimeOf } from './request-row.js';
import { everyRequest, filterRequests } from './request-rows.js';
import { useMedia, widths } from './use-media.js';
import { useRequests } from './use-requests.js';
import { type ToolWords, toolWords } from './words.js';

/** The requests both ways: a drawer below the workspace, the whole screen on a phone. */
export function Inspector({ onClose }: { readonly onClose: () => void }): ReactNode {
  const words = toolWords(usePage().state.actor.locale).requests;
  const isPhone = useMedia(widths.phone);
  if (isPhone) {
    return (
      <ModalOverlay className="tool-overlay" isOpen onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
        <Modal className="inspector-screen">
          <Dialog className="inspector" aria-label={words.name}>
            <InspectorBody isPhone onClose={onClose} />
          </Dialog>
        </Modal>
      </ModalOverlay>
    );
  }
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose();
  };
  return (
    <section className="inspector" aria-label={words.name} onKeyDown={closeOnEscape}>
      <InspectorBody isPhone={false} onClose={onClose} />
    </section>
  );
}

const shownAtOnce = 200;

function InspectorBody({ isPhone, onClose }: { readonly isPhone: boolean; readonly onClose: () => void }): ReactNode {
  const { actor } = usePage().state;
  const words = toolWords(actor.locale);
  const [isPaused, setPaused] = useState(false);
  const [filter, setFilter] = useState(everyRequest);
  const [chosenId, setChosenId] = useState<number | null>(null);
  const { rows, isLoaded, isOld } = useRequests({ isPaused });
  const found = useMemo(() => filterRequests(rows, filter), [rows, filter]);
  const timeOf = useTimeOf(actor);
  const chosen = rows.find(({ id }) => id === chosenId);
  const note = isOld ? words.requests.unreachable : isPaused ? words.requests.paused : null;
  return (
    <>
      <div className="inspector-head">
        <h2>{words.requests.name}</h2>
        <span className="inspector-count">{words.requests.count(found.length, rows.length)}</span>
        <RequestFilters filter={filter} onChange={setFilter} takesFocus={!isPhone} words={words.requests} />
        <Button className="quiet-button" aria-pressed={isPaused} onPress={() => setPaused(!isPaused)}>
          {isPaused ? words.requests.resume : words.requests.pause}
        </Button>
        <Button className="quiet-button inspector-close" aria-label={words.close} onPress={onClose}>
          <span aria-hidden="true">✕</span>
        </Button>
      </div>
      <p role="status" className={note === null ? 'visually-hidden' : 'inspector-note'}>
        {note}
      </p>
      <div className="inspector-panes" data-detail={chosen ? true : undefined}>
        {isPhone && chosen ? null : (
          <RequestList
            rows={found}
            hasRows={rows.length > 0 || !isLoaded}
            chosenId={chosen ? chosen.id : null}
            onChoose={setChosenId}
            followsFocus={!isPhone}
            timeOf={timeOf}
            words={words.requests}
          />
        )}
        {isPhone && !chosen ? null : (
          <DetailPane row={chosen} onBack={isPhone ? () => setChosenId(null) : null} timeOf={timeOf} words={words} />
        )}
      </div>
    </>
  );
}

interface RequestListProps {
  readonly rows: readonly PageRequestRow[];
  /** False: nothing was ever asked, as opposed to nothing that matches. */
  readonly hasRows: boolean;
  readonly chosenId: number | null;
  onChoose(id: number | null): void;
  /** Whether the arrow keys choose as they go, or only Enter. */
  readonly followsFocus: boolean;
  readonly timeOf: TimeOf;
  readonly words: ToolWords['requests'];
}

function RequestList({ rows, hasRows, chosenId, onChoose, followsFocus, timeOf, words }: RequestListProps): ReactNode {
  const [shown, setShown] = useState(shownAtOnce);
  const items = useMemo(() => rows.slice(0, shown), [rows, shown]);
  return (
    <div className="request-list">
      <ListBox
        aria-label={words.intro}
        items={items}
        selectionMode="single"
        selectionBehavior={followsFocus ? 'replace' : 'toggle'}
        escapeKeyBehavior="none"
        selectedKeys={chosenId === null ? [] : [chosenId]}
        onSelectionChange={(keys) => onChoose(keys === 'all' ? null : Number([...keys][0]) || null)}
        dependencies={[timeOf, words]}
        renderEmptyState={() => <p className="inspector-empty">{hasRows ? words.noneMatch : words.none}</p>}
      >
        {(row: PageRequestRow) => (
          <ListBoxItem id={row.id} textValue={row.name} className="request-row">
            <RequestRow row={row} timeOf={timeOf} words={words} />
          </ListBoxItem>
        )}
      </ListBox>
      {rows.length > shown ? (
        <Button className="quiet-button request-older" onPress={() => setShown(shown + shownAtOnce)}>
          {words.older(Math.min(shownAtOnce, rows.length - shown))}
        </Button>
      ) : null}
    </div>
  );
}

interface DetailPaneProps {
  readonly row: PageRequestRow | undefined;
  /** Null where the list stands beside it. */
  readonly onBack: (() => void) | null;
  readonly timeOf: TimeOf;
  readonly words: ToolWords;
}

/** What scrolls has to be reachable, or the keyboard could not scroll it. */
const scrollable = { tabIndex: 0 };

function DetailPane({ row, onBack, timeOf, words }: DetailPaneProps): ReactNode {
  return (
    <section className="request-detail" aria-label={row?.name ?? words.requests.detail} {...scrollable}>
      {onBack ? (
        <Button className="quiet-button" onPress={onBack} autoFocus>
          ← {words.requests.back}
        </Button>
      ) : null}
      {row ? (
        <RequestDetail key={row.id} row={row} timeOf={timeOf} />
      ) : (
        <p className="inspector-empty">{words.requests.choose}</p>
      )}
    </section>
  );
}

function useTimeOf({ locale, timeZone }: PageActor): TimeOf {
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(locale, {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    return (at) => format.format(at);
  }, [locale, timeZone]);
}
