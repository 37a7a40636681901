/** Rooms: who reads the channels that committees meet in. */
export { type LowLevels, lowLevelsIn, namesOf } from './judge.js';
