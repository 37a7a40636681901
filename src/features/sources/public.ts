/** Sources: where readings come from, how they get in, which of them are in force, how fresh they are. */

export {
  type Freshness,
  FreshnessPromise,
  type FreshnessState,
  judgeFreshness,
  promisedAt,
  SourceFreshness,
} from './freshness.js';
export {
  createImporter,
  type FileImport,
  type Importer,
  type PostedImport,
  type SourcesDeps,
} from './import-readings.js';
export {
  type DeliveredKpi,
  listDeliveries,
  type ReadingsAsked,
  readReadings,
  type SourceDelivery,
  type SourcedReading,
} from './repository.js';
export { PostedReadings } from './rows/decode-posted.js';
export type { ImportOptions, ImportReport, LineReason } from './staging/run-import.js';
