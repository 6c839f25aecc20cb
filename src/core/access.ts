// Who may do what, where: roles as one table, grants that reach a unit and everything below it.

export const permissions = [
  'account.read',
  'account.manage',
  'grant.manage',
  'security.policy',
  'access.read',
  'operation.read',
  'audit.read',
  'calendar.write',
  'org.read',
  'org.write',
  'person.read',
  'person.write',
  'transfer.settle',
  'identity.read',
  'duty.read',
  'duty.waive',
  'duty.impose',
  'duty.complete',
  'meeting.read',
  'meeting.write',
  'scheme.write',
  'plan.approve',
  'report.read',
  'report.submit',
  'report.accept',
  'layout.write',
  'finding.read',
  'finding.override',
  'figure.read',
  'figure.write',
  'record.read',
  'record.write',
  'form.write',
] as const
export type Permission = (typeof permissions)[number]

/** What a role may do at its unit and below. Administrators and auditors see no business data. */
export const rolePermissions = {
  system_admin: ['account.read', 'account.manage', 'calendar.write', 'operation.read'],
  security_admin: ['account.read', 'grant.manage', 'security.policy', 'access.read'],
  auditor: ['audit.read', 'access.read'],
  superior: ['org.read', 'duty.read', 'report.read', 'report.accept', 'finding.read', 'figure.read'],
  party_office: [
    'org.read',
    'org.write',
    'person.read',
    'person.write',
    'transfer.settle',
    'identity.read',
    'duty.read',
    'duty.waive',
    'duty.impose',
    'duty.complete',
    'meeting.read',
    'meeting.write',
    'scheme.write',
    'plan.approve',
    'report.read',
    'report.submit',
    'report.accept',
    'layout.write',
    'finding.read',
    'finding.override',
    'figure.read',
    'figure.write',
    'form.write',
  ],
  party_secretary: [
    'org.read',
    'person.read',
    'duty.read',
    'duty.waive',
    'duty.impose',
    'duty.complete',
    'meeting.read',
    'plan.approve',
    'report.read',
    'finding.read',
    'finding.override',
    'figure.read',
  ],
  branch_secretary: [
    'org.read',
    'person.read',
    'transfer.settle',
    'duty.read',
    'duty.complete',
    'meeting.read',
    'meeting.write',
    'report.read',
    'report.submit',
    // At a general branch: that of its own branches. A branch receives none.
    'report.accept',
    'finding.read',
  ],
  member: ['org.read', 'duty.read', 'meeting.read'],
  // 绩效办、病案室: records of care, which no office of the Party reads.
  performance_office: ['org.read', 'figure.read', 'figure.write', 'record.read', 'record.write'],
} as const satisfies Readonly<Record<string, readonly Permission[]>>

export type Role = keyof typeof rolePermissions
export const roles = Object.keys(rolePermissions) as readonly Role[]

/** The three who keep the product and see no business data: three different people, none of them with another role. */
export const administratorRoles = [
  'system_admin',
  'security_admin',
  'auditor',
] as const satisfies readonly Role[]
export const isAdministrator = (role: Role): boolean => (administratorRoles as readonly Role[]).includes(role)

/** A role at a unit. `institutionIds` are the institutions that hold any part of what the grant reaches. */
export type Grant = {
  readonly role: Role
  readonly unitId: string
  readonly institutionIds: readonly string[]
  /** Lent by its holder: the last day, ISO; null where it is one's own. */
  readonly until: string | null
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
export function reachOf({ grants }: Pick<Principal, 'grants'>, permission: Permission): readonly string[] {
  return [...new Set(grants.filter((grant) => roleMay(grant.role, permission)).map((grant) => grant.unitId))]
}

/** Whether the permission reaches a unit, given the unit's path (ids from the top of the tree to itself). */
export function may(principal: Principal, permission: Permission, path: readonly string[]): boolean {
  return reachOf(principal, permission).some((unitId) => path.includes(unitId))
}

/** All institutions that any grant touches, the home institution included: the scope for row-level security. */
export function scopeOf(principal: Principal): readonly string[] {
  return [...new Set([principal.institutionId, ...principal.grants.flatMap((grant) => grant.institutionIds)])]
}
