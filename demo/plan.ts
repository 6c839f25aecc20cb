// What a demo institution is made from: the report's structure, written as data by s0.ts … s4.ts.
import type { Post } from './rows.ts'

export type Profession = 'doctor' | 'nurse' | 'technician' | 'pharmacist' | 'office'

export type BranchPlan = {
  readonly name: string
  /** Departments that the branch covers; the first one is the secretary's. */
  readonly departments: readonly string[]
  /** Full members, at least 2. */
  readonly full: number
  readonly work?: 'clinical' | 'technical' | 'pharmacy' | 'office' | 'retired'
  /** Position of its general branch in the institution's list. */
  readonly generalBranch?: number
  /** Number of Party groups; members then belong to a group. */
  readonly groups?: number
  /** The secretary's post in the first department; null for a secretary without one. */
  readonly secretaryAlso?: 'department_head' | 'department_deputy' | null
  /** Leaves the branch without a committee although it has seven members or more. */
  readonly withoutCommittee?: true
  /** Months from today to the end of the term. */
  readonly endsInMonths?: number
  /** Founded on this date instead of a computed one. */
  readonly foundedOn?: string
  /** A department that no branch covers, but to which some of the members belong. */
  readonly guests?: { readonly department: string; readonly members: number }
}

export type LeaderPlan = {
  /** Position in the institution's branches: the branch whose ordinary member the leader is. */
  readonly branch: number
  /** 'institution' stands for the institution's own unit, 'committee' for its Party committee. */
  readonly posts: readonly (readonly ['institution' | 'committee', Post])[]
}

export type InstitutionPlan = {
  readonly code: string
  readonly name: string
  readonly kind: 'commission' | 'institution'
  readonly parent: string | null
  readonly level: string | null
  readonly dutiesFrom: string
  readonly committee: string
  readonly generalBranches: readonly string[]
  readonly branches: readonly BranchPlan[]
  readonly leaders: readonly LeaderPlan[]
  /** Departments without a branch. */
  readonly uncovered: readonly string[]
  /** Staff outside the Party per branch, least and most. */
  readonly others: readonly [number, number]
  /** The six compulsory themes of theme Party days, where the report names them. */
  readonly themes: readonly string[] | null
}

/** What the ledger needs to know about a branch. */
export type BranchLife = {
  readonly institution: string
  readonly unit: string
  readonly foundedOn: string
  readonly chair: string
  readonly recorder: string
  /** Empty where the branch has no committee. */
  readonly committee: readonly string[]
  /** `since`: from that day the person is a member and belongs to the branch. */
  readonly members: readonly { readonly staffNo: string; readonly since: string; readonly unit: string }[]
  readonly groups: readonly { readonly unit: string; readonly leader: string; readonly recorder: string }[]
}
