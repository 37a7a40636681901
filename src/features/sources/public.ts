/** Sources: where readings come from, how they get in, which of them are in force, how fresh they are. */

export { FreshnessPromise, judgeFreshness, SourceFreshness } from './freshness.js';
export { ImportRunningError } from './import-lease.js';
export { createImporter, type FileImport, type Importer } from './import-readings.js';
export type { ReadingFault } from './limits.js';
export { ImportMap } from './map/import-map.js';
export { personalFault } from './personal-marks.js';
export { settleLimits } from './settle-limits.js';
export { listDeliveries, readReadings, type SourceDelivery } from './stored-readings.js';
export { readTyped } from './typed-readings.js';
export { findImport, type ImportMade, UndoRefusedError, undoImport } from './undo-import.js';
export { readNumber, shapeOf } from './values.js';
