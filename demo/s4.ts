// S4 甘肃省中医院: a committee, 8 general branches and 70 branches, with findings to show on purpose.
import { committeeLedger } from './committee.ts'
import { branchNamed, holder, plainMember } from './find.ts'
import { branchCode, buildInstitution, committeeCode } from './institution.ts'
import type { InstitutionPlan } from './plan.ts'
import type { Account, Sheets } from './rows.ts'
import { branchesOf, generalBranches, uncovered } from './s4-branches.ts'

const code = 'GSTCM'

function planOf(today: string): InstitutionPlan {
  const branches = branchesOf(today)
  const at = (name: string): number => branches.findIndex((branch) => branch.name === name)
  const vice = [
    ['institution', 'vice_president'],
    ['committee', 'committee_member'],
  ] as const
  return {
    code,
    name: '甘肃省中医院',
    kind: 'institution',
    parent: null,
    level: null,
    dutiesFrom: `${today.slice(0, 4)}-01-01`,
    committee: '甘肃省中医院党委',
    generalBranches,
    branches,
    leaders: [
      { branch: at('机关第一党支部'), posts: [['committee', 'secretary']] },
      {
        branch: at('机关第一党支部'),
        posts: [
          ['institution', 'president'],
          ['committee', 'deputy_secretary'],
        ],
      },
      { branch: at('机关第一党支部'), posts: [['committee', 'deputy_secretary']] },
      { branch: at('机关第二党支部'), posts: [['committee', 'discipline_member']] },
      { branch: at('机关第三党支部'), posts: vice },
      { branch: at('骨伤第二党支部'), posts: vice },
      { branch: at('内科第二党支部'), posts: vice },
    ],
    uncovered: [uncovered],
    others: [1, 3],
    themes: null,
  }
}

export function s4(today: string): { readonly sheets: Sheets; readonly accounts: readonly Account[] } {
  const built = buildInstitution(planOf(today), today)
  const year = Number(today.slice(0, 4))
  const sheets: Sheets = {
    ...built,
    ledger: [
      ...built.ledger,
      ...committeeLedger(built, { institution: code, today, years: [year - 1, year] }),
    ],
  }
  const office = branchNamed(sheets, code, '机关第一党支部')
  const information = branchNamed(sheets, code, '机关第六党支部')
  const first = branchCode(0)
  const account = (username: string, role: Account['role'], unit: string, staffNo: string): Account => {
    return { username, staffNo, institution: code, role, unit }
  }
  const accounts = [
    account('gs.office', 'party_office', code, plainMember(sheets, code, office, 0)),
    account('gs.secretary', 'party_secretary', code, holder(sheets, code, committeeCode, 'secretary')),
    account('gs.branch01', 'branch_secretary', first, holder(sheets, code, first, 'secretary')),
    account('gs.member', 'member', first, plainMember(sheets, code, first, 0)),
    account('gs.auditor', 'auditor', code, plainMember(sheets, code, office, 1)),
    account('gs.admin', 'system_admin', code, plainMember(sheets, code, information, 0)),
    account('gs.performance', 'performance_office', code, plainMember(sheets, code, information, 2)),
    account('gs.security', 'security_admin', code, plainMember(sheets, code, information, 1)),
  ]
  return { sheets, accounts }
}
