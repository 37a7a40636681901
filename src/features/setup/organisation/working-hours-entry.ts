import { z } from 'zod';
import { WeekdayName } from '../../../organisation/calendar/committee-calendar.js';
import { assertWorkingHours, usualWorkingHours } from '../../../organisation/calendar/due-runs.js';
import { TimeText } from './entry-fields.js';

export const WorkingHoursEntry = z
  .strictObject({
    from: TimeText.default(usualWorkingHours.from).meta({ description: 'From when' }),
    to: TimeText.default(usualWorkingHours.to).meta({ description: 'Until when', examples: ['17:30'] }),
    days: z
      .array(WeekdayName)
      .default([...usualWorkingHours.days])
      .meta({ description: 'On which days of the week', examples: [['monday', 'tuesday', 'thursday']] }),
  })
  .superRefine((hours, context) => {
    try {
      assertWorkingHours(hours);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
    }
  });
