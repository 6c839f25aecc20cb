// Who may do what, where: roles as one table, grants that reach a unit and everything below it.

export const permissions = [
  'account.manage',
  'audit.read',
  'calendar.write',
  'org.read',
  'org.write',
  'person.read',
  'person.write',
  'identity.read',
  'duty.read',
  'duty.waive',
  'meeting.read',
  'meeting.write',
  'finding.read',
  'finding.override',
  'figure.read',
  'figure.write',
  'record.read',
  'record.write',
] as const
export type Permission = (typeof permissions)[number]

/** What a role may do at its unit and below. Administrators and auditors see no business data. */
export const rolePermissions = {
  system_admin: ['account.manage', 'calendar.write'],
  auditor: ['audit.read'],
  superior: ['org.read', 'duty.read', 'finding.read', 'figure.read'],
  party_office: [
    'org.read',
    'org.write',
    'person.read',
    'person.write',
    'identity.read',
    'duty.read',
    'duty.waive',
    'meeting.read',
    'meeting.write',
    'finding.read',
    'finding.override',
    'figure.read',
    'figure.write',
  ],
  party_secretary: [
    'org.read',
    'person.read',
    'duty.read',
    'duty.waive',
    'meeting.read',
    'finding.read',
    'figure.read',
  ],
  branch_secretary: ['org.read', 'person.read', 'duty.read', 'meeting.read', 'meeting.write', 'finding.read'],
  member: ['org.read', 'duty.read', 'meeting.read'],
  // 绩效办、病案室: records of care, which no office of the Party reads.
  performance_office: ['org.read', 'figure.read', 'figure.write', 'record.read', 'record.write'],
} as const satisfies Readonly<Record<string, readonly Permission[]>>

export type Role = keyof typeof rolePermissions
export const roles = Object.keys(rolePermissions) as readonly Role[]

/** A role at a unit. `institutionIds` are the institutions that hold any part of what the grant reaches. */
export type Grant = {
  readonly role: Role
  readonly unitId: string
  readonly institutionIds: readonly string[]
}

export type Principal = {
  readonly accountId: string
  readonly institutionId: string
  readonly personId: string | null
  readonly username: string
  readonly name: string
  readonly language: 'zh' | 'en'
  readonly grants: readonly Grant[]
}

export function roleMay(role: Role, permission: Permission): boolean {
  return (rolePermissions[role] as readonly Permission[]).includes(permission)
}

/** The units where the permission is granted; it reaches each of them and all below. */
export function reachOf(principal: Principal, permission: Permission): readonly string[] {
  return [
    ...new Set(
      principal.grants.filter((grant) => roleMay(grant.role, permission)).map((grant) => grant.unitId),
    ),
  ]
}

/** Whether the permission reaches a unit, given the unit's path (ids from the top of the tree to itself). */
export function may(principal: Principal, permission: Permission, path: readonly string[]): boolean {
  return reachOf(principal, permission).some((unitId) => path.includes(unitId))
}

/** All institutions that any grant touches, the home institution included: the scope for row-level security. */
export function scopeOf(principal: Principal): readonly string[] {
  return [...new Set([principal.institutionId, ...principal.grants.flatMap((grant) => grant.institutionIds)])]
}
