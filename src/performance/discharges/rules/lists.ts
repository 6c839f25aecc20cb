// The code lists that facts are derived with: what each holds, how it is looked up, and the synthetic ones of the product.

export const listKinds = ['procedures', 'complications', 'diseases', 'departments'] as const
export type ListKind = (typeof listKinds)[number]

export const procedureClasses = ['surgery', 'intervention', 'therapy', 'diagnosis'] as const
export type ProcedureClass = (typeof procedureClasses)[number]

export type Procedure = {
  readonly code: string
  readonly name: string
  /** 类别: 手术, 介入治疗, 治疗性操作, 诊断性操作 */
  readonly class: ProcedureClass
  /** 1–4; null where the list states none. */
  readonly level: number | null
  /** In the list of minimally invasive operations (微创). */
  readonly minimallyInvasive: boolean
  /** In the list of day surgery (日间). */
  readonly day: boolean
}

/** A range of diagnosis codes by their beginnings: from "A40.0" to "A40.9" holds A40.3 and A40.900; both ends may be equal. */
export type Complication = { readonly from: string; readonly to: string }

/** A single disease (单病种): a stay belongs to it when a code begins as said and the age fits. Ages in years, both included. */
export type Disease = {
  readonly id: string
  readonly name: string
  /** Where the code must stand: among all discharge diagnoses, or as the main procedure. */
  readonly by: 'diagnosis' | 'procedure'
  readonly prefixes: readonly string[]
  readonly except: readonly string[]
  readonly ageFrom: number | null
  readonly ageTo: number | null
}

export type Department = { readonly code: string; readonly name: string }

export type ListEntries = {
  readonly procedures: readonly Procedure[]
  readonly complications: readonly Complication[]
  readonly diseases: readonly Disease[]
  readonly departments: readonly Department[]
}

export type ListHead = {
  readonly edition: string
  readonly source: string
  /** Made up by the product, so that it can be tried: no figure from it may be reported. */
  readonly synthetic: boolean
}

export type CodeList<K extends ListKind = ListKind> = ListHead & {
  readonly kind: K
  readonly entries: ListEntries[K]
}

export type CodeLists = { readonly [K in ListKind]: CodeList<K> }

/** Whether a code lies in the range, compared by as many characters as each end has. */
export function inRange(code: string, { from, to }: Complication): boolean {
  return code.slice(0, from.length) >= from && code.slice(0, to.length) <= to
}

const synthetic: ListHead = { edition: 'synthetic-1', source: '领航自编样例，不是国家目录', synthetic: true }

/**
 * Small lists of our own making. The national lists (手术操作分类代码国家临床版, 四级、微创、日间手术目录, 手术并发症目录)
 * are not shipped: the institution imports its own files.
 */
export const syntheticLists: CodeLists = {
  procedures: {
    kind: 'procedures',
    ...synthetic,
    entries: [
      made('S00.1001', '样例一级手术', 'surgery', 1),
      made('S00.2001', '样例二级手术', 'surgery', 2, { day: true }),
      made('S00.3001', '样例三级手术', 'surgery', 3),
      made('S00.3002', '样例三级微创手术', 'surgery', 3, { minimallyInvasive: true }),
      made('S00.4001', '样例四级手术', 'surgery', 4),
      made('S00.4002', '样例四级微创手术', 'surgery', 4, { minimallyInvasive: true }),
      made('S01.3001', '样例三级介入治疗', 'intervention', 3, { minimallyInvasive: true }),
      made('S01.4001', '样例四级介入治疗', 'intervention', 4),
      made('S02.0001', '样例治疗性操作', 'therapy', null),
      made('S03.0001', '样例诊断性操作', 'diagnosis', null),
      made('S81.5101', '样例关节置换手术', 'surgery', 3),
    ],
  },
  complications: {
    kind: 'complications',
    ...synthetic,
    entries: [
      { from: 'T81.0', to: 'T81.3' },
      { from: 'I26', to: 'I26' },
    ],
  },
  diseases: {
    kind: 'diseases',
    ...synthetic,
    entries: [
      disease('SD1', '样例病种一（诊断）', 'diagnosis', ['I21'], {}),
      disease('SD2', '样例病种二（成人）', 'diagnosis', ['J13', 'J15'], { ageFrom: 18 }),
      disease('SD3', '样例病种三（手术）', 'procedure', ['S81.51'], {}),
    ],
  },
  departments: { kind: 'departments', ...synthetic, entries: [] },
}

function made(
  code: string,
  name: string,
  kind: ProcedureClass,
  level: number | null,
  more: { readonly minimallyInvasive?: boolean; readonly day?: boolean } = {},
): Procedure {
  return { code, name, class: kind, level, minimallyInvasive: false, day: false, ...more }
}

function disease(
  id: string,
  name: string,
  by: Disease['by'],
  prefixes: readonly string[],
  ages: { readonly ageFrom?: number; readonly ageTo?: number },
): Disease {
  return { id, name, by, prefixes, except: [], ageFrom: ages.ageFrom ?? null, ageTo: ages.ageTo ?? null }
}
