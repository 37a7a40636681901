import { createAccountLook } from '../../organisation/people/accounts/look.js';
import { createRoomLook } from './look.js';
import { registerRooms } from './register.js';
import { createReopening } from './reopening.js';

type RoomDeps = Parameters<typeof createAccountLook>[0] &
  Parameters<typeof createRoomLook>[0] &
  Parameters<typeof createReopening>[0] &
  Omit<Parameters<typeof registerRooms>[1], 'look' | 'reopening'>;

/** Knows who is there: the accounts behind people, the members of the channels that committees meet in, and which of them are open. */
export function createRooms(slack: Parameters<typeof registerRooms>[0], deps: RoomDeps) {
  const accounts = createAccountLook(deps);
  const rooms = createRoomLook(deps);
  const reopening = createReopening(deps);
  registerRooms(slack, { ...deps, look: rooms, reopening });
  return {
    /** Looks where a look is due; what takes long goes on by itself. */
    async whenDue(stopping?: AbortSignal): Promise<void> {
      await accounts.whenDue(stopping);
      if (!stopping?.aborted) await rooms.whenDue(stopping);
      if (!stopping?.aborted) await reopening.whenDue(stopping);
    },
  };
}
