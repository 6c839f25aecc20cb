// Law as code: a rule carries the article it rests on, and a verdict carries the facts that decided it.

export const levels = ['national', 'provincial', 'institution'] as const
export type Level = (typeof levels)[number]

/** Where a rule comes from. `verified: false` means that nobody here has read the official text; `note` says why. */
export type Citation = {
  readonly source: string
  readonly article: string
  readonly level: Level
  readonly verified: boolean
  /** First day in force, ISO. */
  readonly from: string
  readonly until?: string
  readonly quote?: string
  readonly note?: string
}

export type Fact = string | number | boolean | null
export type Facts = Readonly<Record<string, Fact>>

/** 'block': the text says must (应当、必须). 'warn': it says generally (一般); a written reason overrides. */
export type Severity = 'block' | 'warn'

export type Refusal = {
  readonly rule: string
  readonly severity: Severity
  readonly facts: Facts
  readonly cites: readonly Citation[]
}

export type Verdict = { readonly ok: true } | ({ readonly ok: false } & Refusal)

export type Rule<F extends Facts> = {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly severity: Severity
  readonly cites: readonly [Citation, ...Citation[]]
  readonly judge: (facts: F) => Verdict
}

const catalogue = new Map<string, Rule<never>>()

/**
 * Declares a rule. At least one citation is required by its type.
 * `holds` is true when the rule is kept; the facts it judged travel with a refusal to the screen.
 */
export function rule<F extends Facts>(declaration: {
  readonly id: string
  readonly zh: string
  readonly en: string
  readonly severity: Severity
  readonly cites: readonly [Citation, ...Citation[]]
  readonly holds: (facts: F) => boolean
}): Rule<F> {
  const { holds, ...head } = declaration
  if (catalogue.has(head.id)) throw new Error(`Rule ${head.id} is declared twice`)
  const declared: Rule<F> = {
    ...head,
    judge: (facts) =>
      holds(facts)
        ? { ok: true }
        : { ok: false, rule: head.id, severity: head.severity, facts, cites: head.cites },
  }
  catalogue.set(head.id, declared as unknown as Rule<never>)
  return declared
}

/** Every declared rule, by id: the rule catalogue is generated from it. */
export function declaredRules(): readonly Rule<never>[] {
  return [...catalogue.values()].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
}

/** The broken ones among several verdicts. */
export function broken(verdicts: readonly Verdict[]): readonly Refusal[] {
  return verdicts.flatMap((verdict) => {
    if (verdict.ok) return []
    const { ok: _, ...refusal } = verdict
    return [refusal]
  })
}

/** A share of a named base, compared exactly in integers: 'at_least' is ≥ (以上), 'more_than' is > (超过). */
export type Share = {
  readonly base: string
  readonly compare: 'at_least' | 'more_than'
  readonly numerator: number
  readonly denominator: number
}

/** Whether `count` reaches the share of `base`. An empty base is never reached. */
export function reaches(share: Share, count: number, base: number): boolean {
  if (base <= 0) return false
  const left = count * share.denominator
  const right = base * share.numerator
  return share.compare === 'at_least' ? left >= right : left > right
}

/** The smallest count that reaches the share of `base`. */
export function needed(share: Share, base: number): number {
  const exact = (base * share.numerator) / share.denominator
  const least = Math.ceil(exact)
  return share.compare === 'more_than' && least === exact ? least + 1 : least
}

/** Thrown when a lower level tries to relax what a higher level demands. */
export class LaxerRule extends Error {
  constructor(what: string) {
    super(`A lower level may only be stricter: ${what}`)
    this.name = 'LaxerRule'
  }
}

/**
 * A lower level's stricter version of a share (for example two thirds where the regulation says half).
 * Refuses a smaller share, another base, or the same share with ≥ in place of >.
 */
export function tighten(share: Share, stricter: Share): Share {
  if (stricter.base !== share.base) throw new LaxerRule(`base ${stricter.base} in place of ${share.base}`)
  const old = share.numerator * stricter.denominator
  const now = stricter.numerator * share.denominator
  const laxer = now < old || (now === old && share.compare === 'more_than' && stricter.compare === 'at_least')
  if (laxer) throw new LaxerRule(`${stricter.numerator}/${stricter.denominator}`)
  return stricter
}
