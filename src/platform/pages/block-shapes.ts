/** The shapes of the blocks drawn here, as far as drawing needs them. Whether Slack would take a block is asked elsewhere. */
import { z } from 'zod';

const textShape = z.object({
  type: z.enum(['mrkdwn', 'plain_text']),
  text: z.string(),
});
export type TextShape = z.infer<typeof textShape>;

const elementShape = z.looseObject({ type: z.string() });
export type ElementShape = z.infer<typeof elementShape>;

export const imageShape = z.object({
  type: z.literal('image'),
  alt_text: z.string(),
  title: textShape.optional(),
  image_url: z.string().optional(),
  slack_file: z.object({ id: z.string().optional(), url: z.string().optional() }).optional(),
});
export type ImageShape = z.infer<typeof imageShape>;

export const headerShape = z.object({ text: textShape });

export const sectionShape = z.object({
  text: textShape.optional(),
  fields: z.array(textShape).optional(),
  accessory: elementShape.optional(),
});

export const contextShape = z.object({ elements: z.array(z.union([imageShape, textShape])) });

export const actionsShape = z.object({ elements: z.array(elementShape) });

export const inputShape = z.object({
  label: textShape,
  hint: textShape.optional(),
  element: elementShape,
  optional: z.boolean().optional(),
});
export type InputShape = z.infer<typeof inputShape>;

export const containerShape = z.object({
  title: textShape.optional(),
  child_blocks: z.array(elementShape),
  is_collapsible: z.boolean().optional(),
  default_collapsed: z.boolean().optional(),
});

const cellShape = z.union([
  z.object({ type: z.literal('raw_text'), text: z.string() }),
  z.object({ type: z.literal('raw_number'), value: z.number(), text: z.string().optional() }),
  z.looseObject({ type: z.literal('rich_text') }),
]);
export type CellShape = z.infer<typeof cellShape>;

export const tableShape = z.object({
  rows: z.array(z.array(cellShape)).min(1),
  column_settings: z
    .array(
      z
        .object({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
        .nullable(),
    )
    .optional(),
  caption: z.string().optional(),
  row_header_column_index: z.number().optional(),
});
export type TableShape = z.infer<typeof tableShape>;

const optionShape = z.object({ text: textShape, description: textShape.optional(), value: z.string().optional() });

/** What the elements people use have in common; each has some of these. */
export const controlShape = z.object({
  type: z.string(),
  text: textShape.optional(),
  style: z.string().optional(),
  url: z.string().optional(),
  accessibility_label: z.string().optional(),
  placeholder: textShape.optional(),
  options: z.array(optionShape).optional(),
  initial_option: optionShape.optional(),
  initial_options: z.array(optionShape).optional(),
  initial_value: z.string().optional(),
  initial_date: z.string().optional(),
  initial_time: z.string().optional(),
  initial_user: z.string().optional(),
  initial_channel: z.string().optional(),
  initial_conversation: z.string().optional(),
  multiline: z.boolean().optional(),
});
export type ControlShape = z.infer<typeof controlShape>;

export const chartShape = z.object({
  title: z.string(),
  chart: z.union([
    z.object({
      series: z
        .array(z.object({ name: z.string(), data: z.array(z.object({ label: z.string(), value: z.number() })) }))
        .min(1),
      axis_config: z.object({ categories: z.array(z.string()) }),
    }),
    z.object({ segments: z.array(z.object({ label: z.string(), value: z.number() })) }),
  ]),
});
