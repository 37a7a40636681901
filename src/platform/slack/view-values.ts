import { z } from 'zod';

/**
 * What stands in the elements of a form or message. Each block holds one element, so the block's id names it. Nothing
 * throws: what is missing, empty or of another kind reads as not given.
 */
export interface ViewValues {
  /** Typed text, trimmed; empty where there is none. */
  text(blockId: string): string;
  /** The `value` of the option chosen in a select or among radio buttons. */
  choice(blockId: string): string | null;
  /** The `value`s of the options chosen in a multi-select or among checkboxes. */
  choices(blockId: string): readonly string[];
  /** `YYYY-MM-DD`. */
  date(blockId: string): string | null;
  /** Slack id. */
  user(blockId: string): string | null;
  /** Slack ids of the people chosen in a multi-select. */
  users(blockId: string): readonly string[];
  /** Slack id of a channel or conversation. */
  channel(blockId: string): string | null;
}

const Option = z.object({ value: z.string() });

const Chosen = z.object({
  value: z.string().catch(''),
  selected_option: Option.nullable().catch(null),
  selected_options: z.array(Option.nullable().catch(null)).catch([]),
  selected_date: z.iso.date().nullable().catch(null),
  selected_user: z.string().min(1).nullable().catch(null),
  selected_users: z.array(z.string().min(1)).catch([]),
  selected_channel: z.string().min(1).nullable().catch(null),
  selected_conversation: z.string().min(1).nullable().catch(null),
});

type Chosen = z.infer<typeof Chosen>;

const nothing: Chosen = Chosen.parse({});

const State = z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown()).catch({})).catch({}) });

/** Reads one element, or one entry of `actions`: whatever it is, what cannot be read counts as not given. */
export function readChosen(element: unknown): Chosen {
  return Chosen.safeParse(element).data ?? nothing;
}

/** @param state `state` of a view or of a message, as Slack sends it */
export function readValues(state: unknown): ViewValues {
  const blocks = new Map(Object.entries(State.safeParse(state).data?.values ?? {}));
  const chosenIn = (blockId: string): Chosen => readChosen(Object.values(blocks.get(blockId) ?? {})[0]);
  return {
    text: (blockId) => chosenIn(blockId).value.trim(),
    choice: (blockId) => chosenIn(blockId).selected_option?.value ?? null,
    choices: (blockId) => chosenIn(blockId).selected_options.flatMap((option) => option?.value ?? []),
    date: (blockId) => chosenIn(blockId).selected_date,
    user: (blockId) => chosenIn(blockId).selected_user,
    users: (blockId) => chosenIn(blockId).selected_users,
    channel: (blockId) => chosenIn(blockId).selected_channel ?? chosenIn(blockId).selected_conversation,
  };
}
