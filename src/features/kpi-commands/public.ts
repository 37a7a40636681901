/** `/kpi`: a KPI looked at, a value typed by hand and taken back, a signal explained. */
export { answerKpi, registerKpiCommands } from './commands.js';
export type { KpiCommandDeps } from './kpi-command-deps.js';
