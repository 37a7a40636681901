import type { ReactNode } from 'react';
import type { CellShape, TableShape } from './block-shapes.js';
import type { Drawing } from './drawing.js';
import { each } from './each.js';
import { LibraryBlock } from './library-block.js';
import { PlainText } from './mrkdwn-text.js';

interface TableBlockProps {
  readonly table: TableShape;
  readonly drawing: Drawing;
}

/** `table` and `data_table`: the first row is the header; numbers stand right; a wide one scrolls by itself. */
export function TableBlock({ table, drawing }: TableBlockProps): ReactNode {
  const [header = [], ...rows] = table.rows;
  const classes = header.map((_cell, column) => cellClass(table, column));
  return (
    <ScrollingTable label={table.caption ?? drawing.words.table}>
      {table.caption ? <caption>{table.caption}</caption> : null}
      <thead>
        <tr>
          {each(header, (cell, column) => (
            <th scope="col" className={classes[column]}>
              {drawCell(cell, drawing)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {each(rows, (row) => (
          <tr>
            {each(row, (cell, column) =>
              column === table.row_header_column_index ? (
                <th scope="row" className={classes[column]}>
                  {drawCell(cell, drawing)}
                </th>
              ) : (
                <td className={classes[column]}>{drawCell(cell, drawing)}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </ScrollingTable>
  );
}

/** A table that may be wider than its place; it can be scrolled with the keyboard too. */
export function ScrollingTable({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <section className="table-frame" aria-label={label} {...focusable}>
      <table>{children}</table>
    </section>
  );
}

/** What scrolls must be reachable without a mouse, although it is no control. */
const focusable = { tabIndex: 0 };

/** As Slack does, a column keeps its lines whole unless it is told to wrap. */
function cellClass(table: TableShape, column: number): string {
  const wrapped = table.column_settings?.[column]?.is_wrapped ? ' wrapped' : '';
  return `${alignment(table, column)}${wrapped}`;
}

function alignment(table: TableShape, column: number): string {
  const asked = table.column_settings?.[column]?.align;
  if (asked) return `align-${asked}`;
  const cells = table.rows.slice(1).flatMap((row) => row[column] ?? []);
  return cells.length > 0 && cells.every((cell) => cell.type === 'raw_number') ? 'align-right' : 'align-left';
}

function drawCell(cell: CellShape, drawing: Drawing): ReactNode {
  if (cell.type === 'raw_text') return <PlainText text={cell.text} drawing={drawing} />;
  if (cell.type === 'raw_number') return cell.text ?? new Intl.NumberFormat(drawing.reader.locale).format(cell.value);
  return <LibraryBlock block={cell} drawing={drawing} />;
}
