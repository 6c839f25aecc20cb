// The closed vocabulary of the tree, of people and of posts, in both languages: one list for table, type, Excel and screen.

type Word<V extends string> = { readonly value: V; readonly zh: string; readonly en: string }
/** A word list, its values kept as literal types. */
export const words = <const V extends string>(list: readonly Word<V>[]): readonly Word<V>[] => list

export const unitKinds = words([
  { value: 'commission', zh: '卫生健康委', en: 'Health commission' },
  { value: 'institution', zh: '医疗卫生机构', en: 'Institution' },
  { value: 'committee', zh: '党委', en: 'Party committee' },
  { value: 'general_branch', zh: '党总支', en: 'General Party branch' },
  { value: 'branch', zh: '党支部', en: 'Party branch' },
  { value: 'group', zh: '党小组', en: 'Party group' },
  { value: 'department', zh: '科室', en: 'Department' },
  { value: 'discipline_commission', zh: '纪委', en: 'Commission for discipline inspection' },
  { value: 'site', zh: '协作单位', en: 'Partner site' },
  { value: 'village', zh: '村', en: 'Village' },
  { value: 'community', zh: '社区', en: 'Community' },
])
export type UnitKind = (typeof unitKinds)[number]['value']

/** What kind of branch a branch is. */
export const unitForms = words([
  { value: 'plain', zh: '党支部', en: 'Party branch' },
  { value: 'joint', zh: '联合党支部', en: 'Joint Party branch' },
  { value: 'temporary', zh: '临时党支部', en: 'Temporary Party branch' },
])
export type UnitForm = (typeof unitForms)[number]['value']

export const partyStatuses = words([
  { value: 'full', zh: '正式党员', en: 'Full Party member' },
  { value: 'probationary', zh: '预备党员', en: 'Probationary Party member' },
  { value: 'candidate', zh: '发展对象', en: 'Candidate for membership' },
  { value: 'activist', zh: '入党积极分子', en: 'Active applicant' },
  { value: 'applicant', zh: '入党申请人', en: 'Applicant' },
  { value: 'none', zh: '群众', en: 'Not a Party member' },
  { value: 'suspended', zh: '停止党籍', en: 'Membership suspended' },
  { value: 'removed', zh: '除名', en: 'Removed from the Party rolls' },
  { value: 'expelled', zh: '开除党籍', en: 'Expelled from the Party' },
  { value: 'deceased', zh: '去世', en: 'Deceased' },
  { value: 'transferred', zh: '已转出', en: 'Transferred out' },
])
export type PartyStatus = (typeof partyStatuses)[number]['value']

export const postNames = words([
  { value: 'secretary', zh: '书记', en: 'Secretary' },
  { value: 'deputy_secretary', zh: '副书记', en: 'Deputy secretary' },
  { value: 'organization_member', zh: '组织委员', en: 'Committee member for organization' },
  { value: 'publicity_member', zh: '宣传委员', en: 'Committee member for publicity' },
  { value: 'discipline_member', zh: '纪检委员', en: 'Committee member for discipline inspection' },
  { value: 'committee_member', zh: '委员', en: 'Committee member' },
  { value: 'group_leader', zh: '党小组组长', en: 'Party group leader' },
  { value: 'president', zh: '院长', en: 'President' },
  { value: 'vice_president', zh: '副院长', en: 'Vice president' },
  { value: 'department_head', zh: '科室主任', en: 'Department head' },
  { value: 'department_deputy', zh: '科室副主任', en: 'Deputy department head' },
  { value: 'head_nurse', zh: '护士长', en: 'Head nurse' },
])
export type PostName = (typeof postNames)[number]['value']

/** The posts that make up a committee (支部委员会、总支委员会、党委). */
export const committeePosts: readonly PostName[] = [
  'secretary',
  'deputy_secretary',
  'organization_member',
  'publicity_member',
  'discipline_member',
  'committee_member',
]

export const genders = words([
  { value: 'female', zh: '女', en: 'Female' },
  { value: 'male', zh: '男', en: 'Male' },
])
export const educations = words([
  { value: 'doctor', zh: '博士研究生', en: 'Doctorate' },
  { value: 'master', zh: '硕士研究生', en: 'Master' },
  { value: 'bachelor', zh: '大学本科', en: 'Bachelor' },
  { value: 'college', zh: '大学专科', en: 'College' },
  { value: 'other', zh: '其他', en: 'Other' },
])
export const services = words([
  { value: 'in_service', zh: '在职', en: 'In service' },
  { value: 'retired', zh: '离退休', en: 'Retired' },
])

/** A word list as Zod's enum needs it. */
export function values<V extends string>(list: readonly Word<V>[]): [V, ...V[]] {
  const [first, ...rest] = list.map((word) => word.value)
  if (first === undefined) throw new Error('An empty word list')
  return [first, ...rest]
}
