/** Follow-up: what people raise and promise, brought back until it is done. */

export { redrawCards } from './cards/copies.js';
export { digestSections as followUpSections } from './digest/sections.js';
export type { FollowUpDeps } from './follow-up-deps.js';
export { readMetadata as readItemForm } from './forms/metadata.js';
export { type Action, actionTypes, type Item, type ItemKind, isOpen, itemName } from './item.js';
export type { ItemChange } from './item-changes.js';
export { type Facts, readFacts } from './item-facts.js';
export { type ApprovalMark, type GatedItem, type ItemGate, ItemGated, isHeld, type StoredItem } from './item-gate.js';
export { itemsOfKpi } from './lists/items-of-kpi.js';
export { createMeasures } from './measures/create-measures.js';
export { moveItem } from './move-item.js';
export { raiseItem } from './raise.js';
export { leadsItem, mayChange } from './rights.js';
export { raiseSampleItems, type SampleItem } from './sample-items.js';
export { asItem, findItem, lockItem } from './stored-items.js';
export { createItemCommands, type ItemCommands } from './surface/commands.js';
export { threadOffer } from './surface/shortcuts.js';
export { dueText, stateText } from './wording.js';
