import { Fragment, type ReactNode } from 'react';
import type { z } from 'zod';
import * as shapes from './block-shapes.js';
import { ChartBlock } from './chart-block.js';
import { Control } from './controls.js';
import type { Drawing } from './drawing.js';
import { each } from './each.js';
import { ImageBlock, SmallImage } from './image-figure.js';
import { LibraryBlock, libraryBlockTypes } from './library-block.js';
import { Mrkdwn, PlainText } from './mrkdwn-text.js';
import type { PageBlock } from './page-view.js';
import { TableBlock } from './table-block.js';

type Draw = (block: PageBlock, drawing: Drawing) => ReactNode;

/** Blocks in order. One that nobody can draw says so in its place; the others stay. Each keeps its id when it is drawn again. */
export function Blocks({
  blocks,
  drawing,
}: {
  readonly blocks: readonly PageBlock[];
  readonly drawing: Drawing;
}): ReactNode {
  return each(blocks, (block, index) => (
    <Fragment key={keyOf(block['block_id'], index)}>{drawBlock(block, drawing)}</Fragment>
  ));
}

function keyOf(id: unknown, index: number): string {
  return typeof id === 'string' ? `id ${id}` : `place ${index}`;
}

function drawBlock(block: PageBlock, drawing: Drawing): ReactNode {
  const draw = ownBlocks.get(block.type);
  if (draw) return draw(block, drawing);
  if (libraryBlockTypes.has(block.type)) return <LibraryBlock block={block} drawing={drawing} />;
  return <p className="undrawn">{drawing.words.undrawn(block.type)}</p>;
}

const ownBlocks: ReadonlyMap<string, Draw> = new Map<string, Draw>([
  ['divider', () => <hr />],
  ['header', shaped(shapes.headerShape, ({ text }, drawing) => <h3 className="header">{drawText(text, drawing)}</h3>)],
  ['image', shaped(shapes.imageShape, (image, drawing) => <ImageBlock image={image} drawing={drawing} />)],
  ['table', shaped(shapes.tableShape, (table, drawing) => <TableBlock table={table} drawing={drawing} />)],
  ['data_table', shaped(shapes.tableShape, (table, drawing) => <TableBlock table={table} drawing={drawing} />)],
  [
    'data_visualization',
    shaped(shapes.chartShape, (chart, drawing, block) => <ChartBlock chart={chart} block={block} drawing={drawing} />),
  ],
  ['section', shaped(shapes.sectionShape, drawSection)],
  ['context', shaped(shapes.contextShape, drawContext)],
  ['actions', shaped(shapes.actionsShape, drawActions)],
  ['context_actions', shaped(shapes.actionsShape, drawActions)],
  ['input', shaped(shapes.inputShape, drawInput)],
  ['container', shaped(shapes.containerShape, drawContainer)],
]);

/** Checks a block's shape before it is drawn: what the page is given comes from outside. */
function shaped<Shape extends z.ZodType>(
  shape: Shape,
  draw: (value: z.infer<Shape>, drawing: Drawing, block: PageBlock) => ReactNode,
): Draw {
  return (block, drawing) => {
    const value = shape.safeParse(block);
    return value.success ? (
      draw(value.data, drawing, block)
    ) : (
      <p className="undrawn">{drawing.words.undrawn(block.type)}</p>
    );
  };
}

function drawText(text: shapes.TextShape, drawing: Drawing): ReactNode {
  return text.type === 'mrkdwn' ? (
    <Mrkdwn text={text.text} drawing={drawing} />
  ) : (
    <PlainText text={text.text} drawing={drawing} />
  );
}

function drawSection(section: z.infer<typeof shapes.sectionShape>, drawing: Drawing, block: PageBlock): ReactNode {
  return (
    <div className="section">
      <div className="section-text">
        {section.text ? <div>{drawText(section.text, drawing)}</div> : null}
        {section.fields ? (
          <div className="fields">
            {each(section.fields, (field) => (
              <div>{drawText(field, drawing)}</div>
            ))}
          </div>
        ) : null}
      </div>
      {section.accessory ? (
        <div className="accessory">
          <Control element={section.accessory} block={block} drawing={drawing} />
        </div>
      ) : null}
    </div>
  );
}

function drawContext(context: z.infer<typeof shapes.contextShape>, drawing: Drawing): ReactNode {
  return (
    <div className="context">
      {each(context.elements, (element) =>
        element.type === 'image' ? (
          <SmallImage image={element} drawing={drawing} className="context-image" />
        ) : (
          <div>{drawText(element, drawing)}</div>
        ),
      )}
    </div>
  );
}

function drawActions(actions: z.infer<typeof shapes.actionsShape>, drawing: Drawing, block: PageBlock): ReactNode {
  return (
    <div className="actions">
      {each(actions.elements, (element, index) => (
        <Control key={keyOf(element['action_id'], index)} element={element} block={block} drawing={drawing} />
      ))}
    </div>
  );
}

function drawInput(input: shapes.InputShape, drawing: Drawing, block: PageBlock): ReactNode {
  if (drawing.drawInput) return drawing.drawInput(input, block);
  return (
    <div className="input">
      <p className="input-label">{drawText(input.label, drawing)}</p>
      <Control element={input.element} block={block} drawing={drawing} />
      {input.hint ? <p className="input-hint">{drawText(input.hint, drawing)}</p> : null}
    </div>
  );
}

function drawContainer(container: z.infer<typeof shapes.containerShape>, drawing: Drawing): ReactNode {
  const title = container.title ? drawText(container.title, drawing) : null;
  const content = <Blocks blocks={container.child_blocks} drawing={drawing} />;
  if (!container.is_collapsible) {
    return (
      <div className="container">
        {title ? <h3 className="container-title">{title}</h3> : null}
        {content}
      </div>
    );
  }
  return (
    <details className="container" open={!container.default_collapsed}>
      <summary className="container-title">{title}</summary>
      {content}
    </details>
  );
}
