/** Sources: where readings come from, how they get in, which of them are in force, how fresh they are. */

export { FreshnessPromise, judgeFreshness, SourceFreshness } from './freshness.js';
export { createImporter, type FileImport, type Importer } from './import-readings.js';
export { ImportRunningError } from './lease/repository.js';
export type { ReadingFault } from './limits.js';
export { ImportMap } from './map/import-map.js';
export { personalFault } from './personal-marks.js';
export { listDeliveries, readReadings, type SourceDelivery } from './repository.js';
export { settleLimits } from './settle-limits.js';
export { readTyped } from './typed/repository.js';
export { findImport, type ImportMade, UndoRefusedError, undoImport } from './undo/repository.js';
export { readNumber, shapeOf } from './values.js';
