import { type ReactNode, useEffect, useId } from 'react';
import { Button } from 'react-aria-components/Button';
import type { PageState, PageTourStep } from '../../desk/page-api.js';
import { usePage, usePageActions } from '../page-context.js';
import { useMoveClock } from './clock-control.js';
import { useFolded } from './fold-store.js';
import { tourWords } from './tour-words.js';

/** The list as a card that can be folded away; null when this sandbox has nothing to try. */
export function FoldableTour(): ReactNode {
  const { state } = usePage();
  const [isFolded, setFolded] = useFolded();
  const listId = useId();
  const words = tourWords(state.actor.locale);
  if (state.tour.length === 0) return null;
  return (
    <section className="tour" aria-labelledby={`${listId}-title`}>
      <div className="tour-head">
        <h2 id={`${listId}-title`}>{words.title}</h2>
        <TourCount tour={state.tour} locale={state.actor.locale} />
        <Button
          className="tour-fold"
          aria-label={isFolded ? words.unfold : words.fold}
          aria-expanded={!isFolded}
          aria-controls={listId}
          onPress={() => setFolded(!isFolded)}
        >
          <span aria-hidden="true">{isFolded ? '▴' : '▾'}</span>
        </Button>
      </div>
      <div id={listId} hidden={isFolded}>
        <TourSteps />
      </div>
    </section>
  );
}

/** The steps alone, for a dialog; `onGo` is called after one was followed. */
export function TourSteps({ onGo }: { readonly onGo?: () => void }): ReactNode {
  const { state } = usePage();
  const words = tourWords(state.actor.locale);
  const next = state.tour.find(({ isDone }) => !isDone);
  return (
    <>
      {next === undefined ? (
        <p className="tour-done" role="status">
          <b>{words.congratulation}</b> {words.readNext}
        </p>
      ) : null}
      <ol className="tour-steps">
        {state.tour.map((step) => (
          <TourRow key={step.id} step={step} isNext={step === next} onGo={onGo} />
        ))}
      </ol>
    </>
  );
}

/** "2 of 6 done", short to the eye. */
export function TourCount({ tour, locale }: Pick<PageState, 'tour'> & { readonly locale: string }): ReactNode {
  const done = tour.filter(({ isDone }) => isDone).length;
  return (
    <span className="tour-count">
      <span aria-hidden="true">
        {done}/{tour.length}
      </span>
      <span className="visually-hidden">{tourWords(locale).progress(done, tour.length)}</span>
    </span>
  );
}

interface TourRowProps {
  readonly step: PageTourStep;
  /** The first that is left to do, and the one that is explained: the card stays small. */
  readonly isNext: boolean;
  readonly onGo: (() => void) | undefined;
}

function TourRow({ step, isNext, onGo }: TourRowProps): ReactNode {
  const { state } = usePage();
  const words = tourWords(state.actor.locale);
  const follow = useFollowStep();
  const isMoving = step.id === 'next-run' && state.clock.isMoving;
  const { title, hint, button } = words.step(step.id, {
    channel: `#${placeOf(step, state)?.name ?? ''}`,
    actor: actorFor(step, state)?.name ?? null,
  });
  return (
    <li className="tour-step" data-done={step.isDone || undefined}>
      <span className="tour-tick" aria-hidden="true">
        {step.isDone ? '✓' : ''}
      </span>
      <div>
        <p className="tour-title">
          {title} <span className="visually-hidden">({step.isDone ? words.done : words.toDo})</span>
        </p>
        {step.isDone ? null : (
          <>
            {isNext ? <p className="tour-hint">{hint}</p> : null}
            <Button
              className="tour-go"
              isPending={isMoving}
              onPress={() => {
                follow(step);
                onGo?.();
              }}
            >
              {button}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

function useFollowStep(): (step: PageTourStep) => void {
  const { state } = usePage();
  const { actAs, goTo } = usePageActions();
  const moveClock = useMoveClock();
  return (step) => {
    if (step.id === 'next-run') {
      moveClock('next-run');
      return;
    }
    const actor = actorFor(step, state);
    const channel = (actor ? step.channel : undefined) ?? placeOf(step, state)?.id;
    const go = () => (channel === undefined ? undefined : goTo({ channel }));
    if (!actor) go();
    // Whether there is such a conversation is known once their state is there.
    else void actAs(actor.id).then((isThere) => (isThere ? go() : undefined));
  };
}

/** Tells that a picture was opened: the server delivers it in the same way whether it is looked at small or large. */
export function useOpenedChart(): void {
  const { tour } = usePage().state;
  const { act } = usePageActions();
  const isLeft = tour.some(({ id, isDone }) => id === 'open-chart' && !isDone);
  useEffect(() => {
    if (!isLeft) return;
    const tick = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest('a[href]') : null;
      if (link?.querySelector('img')) void act({ kind: 'tour', step: 'open-chart' });
    };
    document.addEventListener('click', tick);
    return () => document.removeEventListener('click', tick);
  }, [isLeft, act]);
}

/** Where the step is done; the first channel one sees where the server named none, or one that this person cannot see. */
function placeOf(step: PageTourStep, state: PageState): { readonly id: string; readonly name: string } | undefined {
  const named = state.channels.find(({ id }) => id === step.channel);
  return named ?? state.channels.find(({ kind, isArchived }) => kind !== 'im' && !isArchived);
}

/** Whom to act as for it, where that is somebody else. */
function actorFor(step: PageTourStep, state: PageState): PageState['actor'] | undefined {
  return step.actor === state.actor.id ? undefined : state.actors.find(({ id }) => id === step.actor);
}
