import type { SignalKind, Status } from '../chart-spec.js';

/** Few colours, told apart by people who confuse red and green; wherever a colour means something, a shape says it too. */
export const ink = '#1f2a37';
export const quiet = '#5b6776';
export const faint = '#8994a3';
export const grid = '#e4e8ed';
export const bandFill = '#eceff3';
export const paper = '#ffffff';
export const current = '#1d4f91';
export const priorYear = '#93a1b3';
export const targetInk = '#1f2a37';

export const statusColours: Record<Status, string> = {
  green: '#1b7f5c',
  amber: '#d98c00',
  red: '#c4262e',
  grey: '#8994a3',
};

/** NHS "Making Data Count": blue and orange stay distinct in every common colour blindness. */
export const signalColours: Record<SignalKind, string> = {
  improvement: '#00b0f0',
  concern: '#e46c0a',
  neutral: '#490092',
};
