import type { CalendarDate } from '../../kernel/calendar.js';
import type { Person } from '../../organisation/people/people.js';
import type { AppDeps, InTime } from '../../surface/app-deps.js';
import type { KpiDrawDeps } from '../digests/public.js';
import type { Importer } from '../sources/public.js';

/** A blocker or action on a KPI, as its card lists it. */
export type KpiItem = {
  /** `B12`, `A7`. */
  readonly name: string;
  readonly title: string;
  readonly ownerName: string;
  readonly dueOn: CalendarDate;
  readonly isLate: boolean;
};

export type KpiCommandDeps = Omit<AppDeps, 'kick'> &
  KpiDrawDeps & {
    readonly importer: Pick<Importer, 'importReadings'>;
    /** The open blockers and actions on a KPI that this person may see, the most urgent first. */
    readonly itemsOf: (kpiKey: string, person: Person) => Promise<readonly KpiItem[]>;
    /** Runs a command and tells the person when it takes longer than Slack waits; just runs it where left out. */
    readonly inTime?: InTime;
  };
