import { actions, button } from '../../platform/slack/elements.js';
import type { DigestSection } from '../digests/public.js';

/**
 * Where readers say that they have read it: the minutes of the meeting name them. The message stays the same for all its
 * readers and for as long as it stands, so that no count is in it.
 */
export const reading: DigestSection = {
  name: 'reading',
  parent({ content: { committee, period }, say }) {
    // A digest is one committee's and one period's: its content knows no other name of it.
    const value = `${committee.key}|${period}`;
    return {
      lines: [],
      blocks: [actions(button('minutes:read', { text: say('digests.reading.button'), value }))],
    };
  },
};
