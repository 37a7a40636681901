import { createAccountLook } from '../people/public.js';
import { createRoomLook } from './look.js';
import { registerRooms } from './register.js';

type RoomDeps = Parameters<typeof createAccountLook>[0] &
  Parameters<typeof createRoomLook>[0] &
  Omit<Parameters<typeof registerRooms>[1], 'look'>;

/** Knows who is there: the accounts behind people, and the members of the channels that committees meet in. */
export function createRooms(slack: Parameters<typeof registerRooms>[0], deps: RoomDeps) {
  const accounts = createAccountLook(deps);
  const rooms = createRoomLook(deps);
  registerRooms(slack, { ...deps, look: rooms });
  return {
    /** Looks where a look is due; what takes long goes on by itself. */
    async whenDue(stopping?: AbortSignal): Promise<void> {
      await accounts.whenDue(stopping);
      if (!stopping?.aborted) await rooms.whenDue(stopping);
    },
  };
}
