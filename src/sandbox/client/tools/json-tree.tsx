import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { type JsonShape, shapeOf } from './json-shape.js';
import type { ToolWords } from './words.js';

type Words = ToolWords['requests'];

interface JsonTreeProps {
  readonly value: unknown;
  /** How many levels stand open at first. */
  readonly openDepth: number;
  readonly words: Words;
}

/** A JSON value to read: every object and list can be folded, long texts are cut until asked for. */
export function JsonTree({ value, openDepth, words }: JsonTreeProps): ReactNode {
  return (
    <div className="json">
      <JsonNode value={value} depth={0} openDepth={openDepth} words={words} />
    </div>
  );
}

interface JsonNodeProps extends JsonTreeProps {
  readonly name?: string;
  readonly depth: number;
}

function JsonNode(props: JsonNodeProps): ReactNode {
  const [isWhole, setWhole] = useState(false);
  const shape = shapeOf(props.value, { isWhole });
  if (shape.kind !== 'leaf') return <JsonBranch {...props} shape={shape} />;
  return (
    <div className="json-row">
      <JsonName name={props.name} />
      <span className={`json-${shape.type}`}>{shape.text}</span>
      {shape.isShortened ? (
        <Button className="json-more" onPress={() => setWhole(true)}>
          {props.words.showWhole}
        </Button>
      ) : null}
    </div>
  );
}

const shownAtOnce = 100;

function JsonBranch({
  name,
  depth,
  openDepth,
  words,
  shape,
}: JsonNodeProps & { readonly shape: Exclude<JsonShape, { readonly kind: 'leaf' }> }): ReactNode {
  const [isOpen, setOpen] = useState(depth < openDepth);
  const [shown, setShown] = useState(shownAtOnce);
  if (shape.entries.length === 0) {
    return (
      <div className="json-row">
        <JsonName name={name} />
        {shape.preview}
      </div>
    );
  }
  return (
    <details className="json-branch" open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <JsonName name={name} />
        <span className="json-preview">{shape.preview}</span>
        {shape.isFromText ? <span className="json-note">{words.jsonInText}</span> : null}
      </summary>
      {isOpen ? (
        <div className="json-entries">
          {shape.entries.slice(0, shown).map(([key, entry]) => (
            <JsonNode key={key} name={key} value={entry} depth={depth + 1} openDepth={openDepth} words={words} />
          ))}
          {shape.entries.length > shown ? (
            <Button className="json-more" onPress={() => setShown(shown + shownAtOnce * 10)}>
              {words.moreEntries(shape.entries.length - shown)}
            </Button>
          ) : null}
        </div>
      ) : null}
    </details>
  );
}

function JsonName({ name }: { readonly name: string | undefined }): ReactNode {
  return name === undefined ? null : <span className="json-name">{name}: </span>;
}
