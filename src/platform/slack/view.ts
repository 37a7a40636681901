import type { Block, KnownBlock, HomeView as SlackHome, ModalView as SlackModal } from '@slack/types';

type Blocks = readonly (KnownBlock | Block)[];

/** A form, or a text in front of the conversation. Brought within Slack's limits before it is sent (`fitView`). */
export type ModalView = Omit<SlackModal, 'blocks'> & { readonly blocks: Blocks };

/** What one person sees in Copil's Home tab. */
export type HomeView = Omit<SlackHome, 'blocks'> & { readonly blocks: Blocks };
