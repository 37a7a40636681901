import type { Locale } from '../../../kernel/numbers.js';
import { readNumber, shapeOf } from '../../sources/public.js';
import type { DecisionKpi } from '../decision-facts.js';

/** Why a planned value was not taken; the per cent sign decides by a factor of a hundred, and must be where it belongs. */
export type PlannedFault = 'not-a-number' | 'too-large' | 'two-ways' | 'needs-percent' | 'no-percent';

/** Reads the value that a KPI is to have, as somebody types it in the notation of their language; rates as fractions. */
export function readPlanned(
  text: string,
  { format }: Pick<DecisionKpi, 'format'>,
  locale: Locale,
): { readonly value: number } | { readonly fault: PlannedFault } {
  const unit = format.style === 'number' ? (format.unit ?? '') : '';
  const bare = text
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replace('\u2212', '-')
    .trim();
  const typed = unit !== '' && bare.endsWith(unit) ? bare.slice(0, -unit.length).trim() : bare;
  const shape = shapeOf(typed);
  // A French "1.234" is either a slip of the keyboard or a thousand: nobody should have to guess.
  if (shape === 'either' && locale === 'fr' && typed.includes('.')) return { fault: 'two-ways' };
  const mark = shape === 'comma' || (shape === 'either' && locale === 'fr') ? ',' : '.';
  const value = readNumber(typed, mark);
  if (value === null) return { fault: shape === 'none' ? 'not-a-number' : 'too-large' };
  const isPercent = typed.includes('%');
  if (isPercent && format.style !== 'percent') return { fault: 'no-percent' };
  if (!isPercent && format.style === 'percent' && value !== 0) return { fault: 'needs-percent' };
  return { value };
}
