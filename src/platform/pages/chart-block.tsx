import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { chartShape } from './block-shapes.js';
import type { Drawing } from './drawing.js';
import { each } from './each.js';
import { LibraryBlock } from './library-block.js';
import type { PageBlock } from './page-view.js';
import { ScrollingTable } from './table-block.js';

type Chart = z.infer<typeof chartShape>;

interface ChartBlockProps {
  readonly chart: Chart;
  readonly block: PageBlock;
  readonly drawing: Drawing;
}

/** Slack's own chart: the library draws the lines; the figures follow as a table, because its switch to one needs a script. */
export function ChartBlock({ chart, block, drawing }: ChartBlockProps): ReactNode {
  const { categories, columns } = figures(chart);
  const number = new Intl.NumberFormat(drawing.reader.locale);
  return (
    <>
      <LibraryBlock block={block} drawing={drawing} />
      <details className="chart-figures">
        <summary>{drawing.words.chartData}</summary>
        <ScrollingTable label={chart.title}>
          <thead>
            <tr>
              <td />
              {each(columns, (column) => (
                <th scope="col" className="align-right">
                  {column.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {each(categories, (category) => (
              <tr>
                <th scope="row">{category}</th>
                {each(columns, (column) => {
                  const value = column.values.get(category);
                  return <td className="align-right">{value === undefined ? '' : number.format(value)}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </ScrollingTable>
      </details>
    </>
  );
}

interface Figures {
  readonly categories: readonly string[];
  readonly columns: readonly { readonly name: string; readonly values: ReadonlyMap<string, number> }[];
}

function figures({ title, chart }: Chart): Figures {
  if ('segments' in chart) {
    const values = new Map(chart.segments.map(({ label, value }) => [label, value]));
    return { categories: [...values.keys()], columns: [{ name: title, values }] };
  }
  const columns = chart.series.map(({ name, data }) => ({
    name,
    values: new Map(data.map(({ label, value }) => [label, value])),
  }));
  return { categories: chart.axis_config.categories, columns };
}
