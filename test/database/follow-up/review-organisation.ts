import { changeStored } from '../../../src/features/follow-up/change.js';
import type { ItemChange } from '../../../src/features/follow-up/item-changes.js';
import { openGate } from '../../../src/features/follow-up/item-gate.js';
import { raiseItem } from '../../../src/features/follow-up/raise.js';
import { applyOrganisation } from '../../../src/features/setup/organisation/organisation-apply.js';
import { parseOrganisation } from '../../../src/features/setup/organisation/organisation-file.js';
import { createImporter } from '../../../src/features/sources/public.js';
import { newUuid } from '../../../src/kernel/ids.js';
import { instantAt, parseTimeOfDay } from '../../../src/kernel/zoned-time.js';
import { createHolidayCalendars } from '../../../src/organisation/calendar/working-days.js';
import { type Committee, findCommitteeByKey } from '../../../src/organisation/committees/committees.js';
import type { Database } from '../../../src/platform/db/database.js';
import { silentLog } from '../../../src/platform/log.js';

const kpi = (name: string, more: string) =>
  `{ name: { en: ${name}, fr: ${name} }, domain: performance, format: { style: number }, sources: [crm], ${more} }`;

const computed = (measure: string, rollUp: string) =>
  `{ name: { en: ${measure}, fr: ${measure} x }, domain: performance, format: { style: number, decimals: 1 }, grain: week, rollUp: ${rollUp}, sources: [copil], computed: { measure: ${measure}, committee: ops } }`;

/** `ops` in Paris keeps French holidays and hands up to `steering`, which reports months. Everybody leads, so that all may act. */
const organisationText = `workspace: { name: Acme, language: en, timeZone: Europe/Paris }
people:
  ana: { name: Ana Lopes, slack: U0ANA0001 }
  ben: { name: Ben Okafor, slack: U0BEN0001 }
  zoe: { name: Zoe Unlinked, email: zoe@acme.example }
committees:
  ops:
    name: { en: Operations, fr: Opérations }
    level: operational
    parent: steering
    country: FR
    schedule: { every: week, on: monday, at: '09:00' }
    chair: ana
    leads: [ben, zoe]
    kpis: [leads, margin, closure, age, redated]
  steering:
    name: { en: Steering, fr: Pilotage }
    level: steering
    country: FR
    schedule: { every: month, workingDay: 3, at: '10:00' }
    chair: ana
    leads: [ben]
sources:
  crm: { name: CRM }
  copil: { name: Copil }
kpis:
  leads: ${kpi('Leads', 'rollUp: sum')}
  margin: ${kpi('Margin', 'rollUp: sum, access: restricted')}
  closure: ${computed('closure-rate', 'ratio')}
  age: ${computed('median-blocker-age', 'last')}
  redated: ${computed('redated-share', 'ratio')}
`;

export const inParis = (local: string): Date => {
  const [date = '', time = '00:00'] = local.split('T');
  return instantAt({ date, time: parseTimeOfDay(time), zone: 'Europe/Paris' });
};

type Raised = {
  readonly kind?: 'blocker' | 'action';
  readonly title?: string;
  readonly committee?: 'ops' | 'steering';
  readonly ownerKey?: string;
  readonly kpiKey?: string;
  readonly dueOn: string;
  readonly at: string;
};

export type ItemStore = Awaited<ReturnType<typeof openItemStore>>;

/** An organisation whose people raise and change items at any time of a Paris clock. */
export async function openItemStore(database: Database) {
  let now = inParis('2026-09-01T08:00');
  const clock = { now: () => now };
  const organisation = await parseOrganisation({ name: 'copil.yml', text: organisationText });
  const request = { organisation, prune: true, actorKey: null, surface: 'cli' } as const;
  const { workspaceId } = await applyOrganisation({ database, clock }, request);
  const committeeOf = async (key: string): Promise<Committee> => {
    const found = await findCommitteeByKey(database.client, { workspaceId, key });
    if (!found) throw new Error(`there is no committee ${key}`);
    return found;
  };
  const committees = { ops: await committeeOf('ops'), steering: await committeeOf('steering') };
  const seats = new Map(Object.values(committees).map(({ id }) => [id, ['chair'] as const]));
  const actor = (key: string) => ({ person: { key, isGuest: false, isOperator: false, leftAt: null }, seats });
  const store = {
    database,
    workspaceId,
    clock,
    newId: newUuid,
    nowMs: Date.now,
    kick: () => undefined,
    onChanged: () => undefined,
    gate: openGate,
  };
  const holidaysIn = createHolidayCalendars();
  const importer = createImporter({ database, clock, newId: newUuid, workspaceId });
  return {
    ...store,
    log: silentLog,
    holidaysIn,
    committees,
    importReadings: (posted: unknown) =>
      importer.importReadings({ posted, name: 'computed', actorKey: null, surface: 'schedule' }),
    moveTo(local: string) {
      now = inParis(local);
    },
    /** Raises an item and gives its id. */
    async raise({ kind = 'action', title = 'Something', committee = 'ops', at, ...facts }: Raised): Promise<string> {
      now = inParis(at);
      const draft = {
        kind,
        title,
        details: '',
        ownerKey: 'ben',
        projectKey: null,
        kpiKey: null,
        unblockerKey: null,
        severity: 'medium',
        actionType: 'corrective',
        source: null,
        committeeId: committees[committee].id,
        ...facts,
      } as const;
      const { item } = await raiseItem(store, { draft, actor: actor('ana'), requestKey: newUuid(), places: [] });
      return item.id;
    },
    async change(itemId: string, at: string, change: ItemChange): Promise<void> {
      now = inParis(at);
      await changeStored(store, { itemId, changes: [change], actor: actor('ana') });
    },
  };
}
