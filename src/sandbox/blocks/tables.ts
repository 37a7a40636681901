import { richTextBlock } from './rich-text.js';
import {
  all,
  anything,
  bool,
  byType,
  type Fields,
  int,
  isRecord,
  list,
  note,
  num,
  oneOf,
  type Rule,
  shape,
  str,
} from './rules.js';
import { countedText } from './texts.js';

const blockId = { block_id: str(255, { min: 1 }) };

const rawCells: Fields = {
  raw_text: shape({ type: anything, text: countedText(3000) }),
  raw_number: shape({ type: anything, value: num, text: countedText(3000) }),
};
const cells: Rule = byType({ ...rawCells, rich_text: richTextBlock });

const cellBudget = 10_000;

function rowsOf(value: unknown): unknown[][] {
  return isRecord(value) && Array.isArray(value['rows']) ? value['rows'].filter(Array.isArray) : [];
}

/** Slack bounds the text of one table as well as that of the message. */
function withinBudget(rule: Rule): Rule {
  return (value, pointer, findings) => {
    const before = findings.textLength;
    rule(value, pointer, findings);
    if (findings.textLength - before > cellBudget)
      note(findings, `no more than ${cellBudget} characters allowed`, pointer);
  };
}

const equalRows: Rule = (value, pointer, findings) => {
  const widths = new Set(rowsOf(value).map((row) => row.length));
  if (widths.size > 1) note(findings, 'rows must have the same number of cells', `${pointer}/rows`);
};

const plainHeader: Rule = (value, pointer, findings) => {
  const header = rowsOf(value)[0] ?? [];
  header.forEach((cell, index) => {
    if (isRecord(cell) && cell['type'] === 'rich_text') {
      note(findings, 'rich_text is not allowed in the header', `${pointer}/rows/0/${index}`);
    }
  });
};

const existingColumn: Rule = (value, pointer, findings) => {
  const index = isRecord(value) ? value['row_header_column_index'] : undefined;
  if (index === undefined || Number(index) < (rowsOf(value)[0]?.length ?? 0)) return;
  note(findings, 'must name a column of the table', `${pointer}/row_header_column_index`);
};

export const tables: Fields = {
  table: withinBudget(
    shape(
      { type: anything, rows: list(list(cells, { min: 1, max: 20 }), { min: 1, max: 100 }) },
      {
        ...blockId,
        column_settings: list(shape({}, { align: oneOf('left', 'center', 'right'), is_wrapped: bool }), { max: 20 }),
      },
      equalRows,
    ),
  ),
  data_table: withinBudget(
    shape(
      {
        type: anything,
        caption: countedText(2000),
        rows: list(list(cells, { min: 1, max: 20 }), { min: 2, max: 101 }),
      },
      { ...blockId, page_size: int(1, 100), row_header_column_index: int(0, 19) },
      all(equalRows, plainHeader, existingColumn),
    ),
  ),
};
