import { z } from 'zod';

/** How many approvers it takes: `any` one of them, `all`, more than half of them (`majority`), or so many. */
export const ApprovalPolicy = z.union([
  z.enum(['any', 'all', 'majority']),
  z.object({ count: z.int().min(1) }).readonly(),
]);
export type ApprovalPolicy = z.infer<typeof ApprovalPolicy>;

/** The types of action, by which a rule may name them. */
export const ruledTypes = ['corrective', 'preventive', 'exploratory'] as const;

/** What `Committee.approvals` holds: when actions need an approval, and how it is decided. */
export const ApprovalRule = z
  .object({
    policy: ApprovalPolicy,
    /** In minor units of the workspace's currency; null where cost decides nothing. */
    costAboveMinor: z.int().min(0).nullable(),
    /** Types of action that always need one. */
    types: z.array(z.string()).readonly(),
    /** Working days that approvers have. */
    within: z.int().min(1),
  })
  .readonly();
export type ApprovalRule = z.infer<typeof ApprovalRule>;

/** For a committee that says nothing: one approver decides what is asked of it, within five working days. */
export const usualApprovalRule: ApprovalRule = { policy: 'any', costAboveMinor: null, types: [], within: 5 };

/**
 * Reads a stored rule; null where the committee says nothing.
 * @throws ZodError when the text is not one that this version wrote or knows how to read.
 */
export function parseApprovalRule(json: string | null): ApprovalRule | null {
  return json === null ? null : ApprovalRule.parse(JSON.parse(json));
}
