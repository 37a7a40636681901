import { z } from 'zod';
import { minorDigits } from '../../../kernel/money.js';
import { type ApprovalRule, ruledTypes, usualApprovalRule } from '../../../organisation/committees/approval-rule.js';

const namedPolicies = ['any', 'all', 'majority'] as const;
type WrittenPolicy = (typeof namedPolicies)[number] | number;

function isPolicy(value: unknown): value is WrittenPolicy {
  return namedPolicies.some((name) => name === value) || (Number.isSafeInteger(value) && Number(value) >= 1);
}

/** When a committee's actions need an approval, and how many approvers it takes. */
export const ApprovalsEntry = z.strictObject({
  policy: z
    .custom<WrittenPolicy>(isPolicy, {
      error: ({ input }) =>
        `${JSON.stringify(input)} is no policy: expected any, all, majority, or a number of approvers`,
    })
    .default('any')
    .meta({
      title: '`any`, `all`, `majority` or a number of approvers',
      description: 'How many approvers it takes',
      examples: ['majority'],
    }),
  costAbove: z
    .number()
    .min(0)
    .optional()
    .meta({
      description: "What costs more, in the workspace's currency, needs an approval; left out, no cost does",
      examples: [2000],
    }),
  kinds: z
    .array(z.enum(ruledTypes))
    .default([])
    .meta({ description: 'Kinds of action that always need one', examples: [['preventive']] }),
  within: z
    .int()
    .min(1)
    .max(60)
    .default(usualApprovalRule.within)
    .meta({ description: 'Working days to decide; then the committee above is asked' }),
});
export type ApprovalsEntry = z.infer<typeof ApprovalsEntry>;

/** Whether an amount can be paid in a currency: 12.50 in EUR, and not 12.505. */
export function isPayable(amount: number, currency: string): boolean {
  const minor = amount * 10 ** minorDigits(currency);
  return Math.abs(minor - Math.round(minor)) < 1e-6 && Number.isSafeInteger(Math.round(minor));
}

/** The rule as it is stored. */
export function ruleOf({ policy, costAbove, kinds, within }: ApprovalsEntry, currency: string): ApprovalRule {
  return {
    policy: typeof policy === 'number' ? { count: policy } : policy,
    costAboveMinor: costAbove === undefined ? null : Math.round(costAbove * 10 ** minorDigits(currency)),
    types: ruledTypes.filter((type) => kinds.includes(type)),
    within,
  };
}
