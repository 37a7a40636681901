import { z } from 'zod';

/** Elements as the controls read them: what Slack knows of each, as far as using one needs it. */
const textShape = z.object({ type: z.string(), text: z.string() });

const optionShape = z.object({
  text: textShape,
  value: z.string().optional(),
  description: textShape.optional(),
  url: z.string().optional(),
});
export type ElementOption = z.infer<typeof optionShape>;

const groupShape = z.object({ label: textShape, options: z.array(optionShape) });

const confirmShape = z.object({
  title: textShape,
  text: textShape,
  confirm: textShape,
  deny: textShape,
  style: z.string().optional(),
});

const filterShape = z.object({
  include: z.array(z.string()).optional(),
  exclude_bot_users: z.boolean().optional(),
  exclude_external_shared_channels: z.boolean().optional(),
});

export const usableShape = z.looseObject({
  type: z.string(),
  action_id: z.string().default(''),
  text: textShape.optional(),
  style: z.string().optional(),
  url: z.string().optional(),
  accessibility_label: z.string().optional(),
  placeholder: textShape.optional(),
  confirm: confirmShape.optional(),
  options: z.array(optionShape).optional(),
  option_groups: z.array(groupShape).optional(),
  filter: filterShape.optional(),
  max_selected_items: z.number().optional(),
  min_query_length: z.number().optional(),
  focus_on_load: z.boolean().optional(),
  dispatch_action_config: z.object({ trigger_actions_on: z.array(z.string()).optional() }).optional(),
  multiline: z.boolean().optional(),
  min_length: z.number().optional(),
  max_length: z.number().optional(),
  min_lines: z.number().optional(),
  is_decimal_allowed: z.boolean().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
  timezone: z.string().optional(),
});
export type UsableElement = z.infer<typeof usableShape>;

export const blockIdOf = (block: Readonly<Record<string, unknown>>): string =>
  typeof block['block_id'] === 'string' ? block['block_id'] : '';
