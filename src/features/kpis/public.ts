/** KPIs: what they are, what they were worth, and how that is judged. */

export type { Assurance, Behaviour, Judgement, SeriesPoint, Signal } from './behaviour.js';
export { type ComparedValue, computeFigures, type FigureOptions, type KpiFigures } from './figures.js';
export type {
  AccessLevel,
  Direction,
  Grain,
  Kpi,
  KpiDomain,
  Reading,
  ReadingValue,
  RollUp,
  Target,
  TargetValue,
  Thresholds,
} from './kpi.js';
export {
  AccessLevelName,
  accessLevels,
  directions,
  grains,
  KpiCard,
  KpiDomainName,
  KpiFormat,
  KpiTarget,
  KpiThresholds,
  kpiDomains,
  parseKpiCard,
  reportKinds,
  rollUps,
} from './kpi-card.js';
export { type CommitteeKpi, type KpiSourceName, listKpis, listKpisOf } from './repository.js';
export type { GreyReason, Status, Variance } from './status.js';
export { lacksThresholds } from './status.js';
