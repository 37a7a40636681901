/** Headers for the date that Copil knows without a map, in English and French, as `simplifiedName` writes them. */
export const dateHeaders: readonly string[] = [
  'date',
  'day',
  'jour',
  'week',
  'semaine',
  'month',
  'mois',
  'quarter',
  'trimestre',
  'period',
  'periode',
];

/** A name without case and accents: headers, keys and names of KPIs are compared so. */
export function simplifiedName(name: string): string {
  return name.trim().normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Whether a cell is a header for the date rather than a date: a second file may begin there. */
export function isDateHeader(cell: string): boolean {
  return dateHeaders.includes(simplifiedName(cell));
}
