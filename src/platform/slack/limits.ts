/**
 * What Slack accepts, in one place. Lengths count UTF-16 units, as JavaScript and Slack do.
 * Slack refuses the whole message when one of these is passed, so we stay under them, in two cases on purpose:
 * the sum of all block text is undocumented (refused from 11,341 counted, 13,200 measured), and an edit refuses
 * a top-level text above 4,000 that a post accepts.
 */
export const slackLimits = {
  blocksPerMessage: 50,
  blockTextPerMessage: 10_000,
  topLevelText: 3_900,
  tablesPerMessage: 1,
  chartsPerMessage: 2,
  textObject: 3_000,
  header: 150,
  sectionField: 2_000,
  fieldsPerSection: 10,
  elementsPerContext: 10,
  elementsPerActions: 25,
  /** Slack takes 2,000; a screen reader that reads more than 1,000 in one breath helps nobody. */
  altText: 1_000,
  imageTitle: 2_000,
  buttonText: 75,
  buttonValue: 2_000,
  url: 3_000,
  id: 255,
  childBlocks: 10,
  containerTitle: 150,
  tableRows: 100,
  tableColumns: 20,
  tableCell: 2_000,
  blocksPerView: 100,
  /** Of a modal's title and its two buttons. */
  viewTitle: 24,
  privateMetadata: 3_000,
  /** Also of the hint below an input. */
  inputLabel: 2_000,
  inputText: 3_000,
  placeholder: 150,
  /** Of a select, or of one group of it. */
  options: 100,
  optionText: 75,
  optionValue: 150,
} as const;
