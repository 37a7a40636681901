import { type ReactNode, useEffect, useState } from 'react';
import { InteractiveBlocks } from '../elements/interactive-drawing.js';
import { elementWords } from '../elements/words.js';
import { usePage } from '../page-context.js';
import { useDrawing } from '../page-hooks.js';

/** The app's Home tab, as the app published it for the person acted as. */
export function HomeTab(): ReactNode {
  const { home, actor } = usePage().state;
  const drawing = useDrawing();
  const words = elementWords(drawing.reader.locale);
  if (!home) return <HomeNote title={words.noHome} />;
  // One may look at it as somebody else: what nobody saw yet is awaited for each anew.
  if ('isEmpty' in home) return <EmptyHome key={actor.id} />;
  return (
    <div className="content home">
      <h2 className="visually-hidden">{words.home}</h2>
      <InteractiveBlocks
        key={home.id}
        blocks={home.blocks}
        drawing={drawing}
        target={{ kind: 'view', id: home.id }}
        known={home.values}
      />
    </div>
  );
}

/** An app publishes when it hears that one came, so nothing yet does not mean nothing. */
const patience = 3000;

function EmptyHome(): ReactNode {
  const words = elementWords(useDrawing().reader.locale);
  const [isAwaited, setAwaited] = useState(true);
  useEffect(() => {
    const timer = window.setTimeout(() => setAwaited(false), patience);
    return () => window.clearTimeout(timer);
  }, []);
  return isAwaited ? (
    <p className="home-note" role="status">
      {words.homeLoading}
    </p>
  ) : (
    <HomeNote title={words.homeEmpty} text={words.homeEmptyHint} />
  );
}

function HomeNote({ title, text }: { readonly title: string; readonly text?: string }): ReactNode {
  return (
    <div className="home-note">
      <h2>{title}</h2>
      {text === undefined ? null : <p>{text}</p>}
    </div>
  );
}
