/** KPIs: what they are, what they were worth, and how that is judged. */

export type { Signal } from './behaviour.js';
export { expectedDays, type IsExpected, lastExpectedDay } from './expected-days.js';
export { type Explanation, explanationsFor, lastExplanation, recordExplanation } from './explanations.js';
export { falseAlarmShare } from './false-alarms.js';
export { type ComparedValue, computeFigures, type KpiFigures, limitsHistory } from './figures.js';
export { type KeptFigures, keepFigures, readFigures } from './kept-figures.js';
export type {
  Grain,
  Kpi,
  KpiDomain,
  Measure,
  Reading,
  ReadingValue,
  RollUp,
  TargetValue,
} from './kpi.js';
export { naturalKind } from './kpi.js';
export {
  directions,
  grains,
  KpiCard,
  KpiComputed,
  KpiDomainName,
  KpiFormat,
  KpiTarget,
  KpiThresholds,
  parseKpiCard,
  rollUps,
} from './kpi-card.js';
export {
  type AnsweredKpi,
  findKpiCard,
  findNamedKpi,
  kpisOfKeys,
  listAnsweredKpis,
  listNamedKpis,
  type NamedKpi,
} from './kpi-names.js';
export { findLimits, forgetLimits, type KeptLimits, keepLimits } from './limits/kept-limits.js';
export {
  type LimitsUnit,
  limitsBasisOf,
  limitsUnitOf,
  limitsUnitsOf,
  type SetLimits,
  setLimitsForGood,
  trendIn,
} from './limits/set-limits.js';
export { isSumOfWeeks } from './per-week.js';
export { isCoarserThan, lastDayExpected } from './roll-up.js';
export { judgedKindOf, judges, lacksThresholds } from './status.js';
export { type CommitteeKpi, followersOfKpis, listKpis, listKpisOf } from './stored-kpis.js';
