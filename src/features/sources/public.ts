/** Sources: where readings come from, how they get in, which of them are in force, how fresh they are. */

export { FreshnessPromise, judgeFreshness, SourceFreshness } from './freshness.js';
export { createImporter, type FileImport, type Importer } from './import-readings.js';
export { ImportRunningError } from './lease/repository.js';
export { listDeliveries, readReadings } from './repository.js';
export type { ImportReport } from './staging/run-import.js';
export { findImport, type ImportMade, UndoRefusedError, undoImport } from './undo/repository.js';
export { type DecimalMark, explainNumber, readNumber, shapeOf } from './values.js';
