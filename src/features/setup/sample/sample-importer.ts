import { newUuid } from '../../../kernel/ids.js';
import { isoWeekOfKpiDay, periodOf } from '../../../kernel/periods.js';
import type { Database } from '../../../platform/db/database.js';
import type { Reading } from '../../kpis/public.js';
import { createImporter } from '../../sources/public.js';
import type { ImportReadings } from './install-sample.js';

/** Lets the sample take the way every reading takes: through the import, as of the moment it would have arrived. */
export function sampleImporter(database: Database): ImportReadings {
  return ({ source, readings, workspaceId, at }) => {
    const clock = { now: () => at };
    const importer = createImporter({ database, clock, newId: newUuid, workspaceId });
    const posted = { source, readings: readings.map(asPosted) };
    return importer.importReadings({
      posted,
      name: `sample data from ${source}`,
      actorKey: null,
      origin: 'sample',
      surface: 'cli',
    });
  };
}

function asPosted({ kpi, segment, grain, start, ...value }: Reading) {
  // Sample weeks begin on Monday, so a week is the ISO week it starts.
  const period = grain === 'week' ? isoWeekOfKpiDay(start, 'monday') : periodOf(grain, start);
  return { kpi, segment, period: period.label, ...value };
}
