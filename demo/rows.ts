// The rows of a demo workbook, one type per sheet; all dates are ISO text.

export type InstitutionRow = {
  code: string
  name: string
  kind: 'commission' | 'institution'
  parent: string | null
  /** Null where the report does not say. */
  level: string | null
  dutiesFrom: string
  demo: true
}

export type UnitRow = {
  institution: string
  code: string
  name: string
  kind: 'committee' | 'general_branch' | 'branch' | 'group' | 'department'
  parent: string | null
  foundedOn: string
  dissolvedOn: string | null
}

export type CoverageRow = {
  institution: string
  branch: string
  department: string
  from: string
  until: string | null
}

export type Status = 'full' | 'probationary' | 'candidate' | 'activist' | 'applicant' | 'none'

export type PersonRow = {
  institution: string
  staffNo: string
  name: string
  gender: 'female' | 'male'
  bornOn: string
  education: 'doctor' | 'master' | 'bachelor' | 'college' | 'other'
  title: string | null
  status: Status
  probationOn: string | null
  fullOn: string | null
  partyUnit: string | null
  partyUnitFrom: string | null
  department: string | null
  service: 'in_service' | 'retired'
  idNumber?: string
  phone?: string
  floatingSince?: string
  floatingPlace?: string
  abroadSince?: string
  abroadFor?: 'study' | 'other'
  infirm?: boolean
}

export type Post =
  | 'secretary'
  | 'deputy_secretary'
  | 'organization_member'
  | 'publicity_member'
  | 'discipline_member'
  | 'committee_member'
  | 'group_leader'
  | 'president'
  | 'vice_president'
  | 'department_head'
  | 'department_deputy'
  | 'head_nurse'

export type PostRow = {
  institution: string
  staffNo: string
  unit: string
  post: Post
  from: string
  until: string | null
}

export type TermRow = { institution: string; unit: string; number: number; startedOn: string; years: 3 | 5 }

export type ResultRow = {
  institution: string
  year: number
  assessment:
    | 'national_tertiary'
    | 'national_tertiary_monitored'
    | 'provincial_tertiary'
    | 'provincial_monitored'
  peerGroup: string
  score: number | null
  scoreChange: number | null
  rank: number | null
  /** Places won against the year before, as the report states it. */
  rankChange: number | null
  groupSize: number | null
  grade: string | null
  gradeBefore: string | null
  source: string
}

export type WorkloadRow = {
  institution: string
  year: number
  item: 'visits' | 'discharges' | 'operations' | 'satisfaction'
  value: number
  unit: string
  growthPercent: number | null
  source: string
}

/** What branches and groups hold. */
export type BranchKind =
  | 'general_meeting'
  | 'committee_meeting'
  | 'group_meeting'
  | 'theme_day'
  | 'lecture'
  | 'organizational_life_meeting'

/** What the committee of an institution holds. */
export type CommitteeKind =
  | 'study_group'
  | 'governance_meeting'
  | 'ideology_meeting'
  | 'democratic_life_meeting'

export type LedgerRow = {
  institution: string
  unit: string
  kind: BranchKind | CommitteeKind
  startedAt: string
  endedAt: string
  place: string
  title: string
  chair: string
  recorder: string
  absent: readonly string[]
  summary: string
  /** The date, in an earlier period, on which the meeting made up for should have been. */
  makeUpFor: string | null
}

export type Sheets = {
  readonly institutions: readonly InstitutionRow[]
  readonly units: readonly UnitRow[]
  readonly coverage: readonly CoverageRow[]
  readonly people: readonly PersonRow[]
  readonly posts: readonly PostRow[]
  readonly terms: readonly TermRow[]
  readonly results: readonly ResultRow[]
  readonly workload: readonly WorkloadRow[]
  readonly ledger: readonly LedgerRow[]
}

export type Account = {
  readonly username: string
  readonly staffNo: string
  readonly institution: string
  readonly role:
    | 'party_office'
    | 'party_secretary'
    | 'branch_secretary'
    | 'member'
    | 'superior'
    | 'auditor'
    | 'performance_office'
    | 'system_admin'
    | 'security_admin'
  readonly unit: string
}
