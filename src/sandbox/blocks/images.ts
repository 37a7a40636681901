import { address, anything, isRecord, note, type Rule, shape, str } from './rules.js';

/** A picture comes from the web or from an uploaded file, never from both. */
export const imageSource: Rule = (value, pointer, findings) => {
  if (!isRecord(value)) return;
  if ((value['image_url'] === undefined) === (value['slack_file'] === undefined)) {
    note(findings, 'exactly one of image_url and slack_file is needed', pointer);
  }
};

const slackFileShape = shape({}, { id: str(255, { pattern: /^F[A-Z0-9]{8,}$/ }), url: address });

/** The file must exist, be a picture Slack shows, be ready, and belong to the token that posts. */
export const slackFile: Rule = (value, pointer, findings) => {
  slackFileShape(value, pointer, findings);
  if (!isRecord(value)) return;
  const isOneReference = (value['id'] === undefined) !== (value['url'] === undefined);
  if (!isOneReference || !findings.isUsableFile(value)) note(findings, 'invalid slack file', pointer);
};

/** A picture as an element: in a context, beside a section, in a card. */
export const imageElement: Rule = shape(
  { type: anything, alt_text: str(2000, { min: 1 }) },
  { image_url: address, slack_file: slackFile },
  imageSource,
);
