// A failed act on a unit in words: what is in the way, with the number, and the next step.
import { Alert } from 'antd'
import { readError } from '../../../core/web/client.ts'
import { ErrorState } from '../../../core/web/status.tsx'
import { inLanguage, useLanguage } from '../../../core/web/text.ts'
import type { Language } from '../../../core/web/text.ts'
import { mayStandBelow } from '../rules.ts'
import { type UnitKind, unitKinds } from '../words.ts'
import { refusalText } from './act-words.ts'
import { nameOf } from './names.tsx'

/** What the screen knows and the refusal does not say. */
export type ActFacts = { readonly code?: string; readonly foundedOn?: string | null }

function kindName(value: unknown, language: Language): string {
  const word = unitKinds.find((kind) => kind.value === value)
  return word ? word[language] : String(value)
}

function kindsAbove(kind: unknown, language: Language): string {
  const kinds = Object.entries(mayStandBelow).filter(([, below]) => below.some((each) => each === kind))
  const names = kinds.map(([above]) => nameOf(unitKinds, above as UnitKind, language))
  return names.join(language === 'zh' ? '、' : ', ')
}

/** Sentence and next step, or null when it is one of the general failures. */
export function wordRefusal(
  error: unknown,
  known: ActFacts,
  language: Language,
): { sentence: string; next: string } | null {
  const text = inLanguage(refusalText, language)
  const { code, facts } = readError(error)
  if (code === 'taken') return { sentence: text.taken(known.code ?? ''), next: text.takenNext }
  const said = (key: string): string => String(facts[key] ?? '')
  if (code === 'wrong_state' && facts['state'] === 'merged') {
    return { sentence: text.mergedState(said('into')), next: text.mergedStateNext }
  }
  if (code === 'wrong_state' && facts['state'] === 'dissolved') {
    return facts['move'] === 'create'
      ? { sentence: text.parentDissolved, next: text.parentDissolvedNext }
      : { sentence: text.unitEnded, next: text.unitEndedNext }
  }
  if (code !== 'invalid_input') return null
  switch (String(facts['reason'])) {
    case 'below':
      return {
        sentence: text.below(kindName(facts['kind'], language), kindName(facts['parentKind'], language)),
        next: text.belowNext(kindsAbove(facts['kind'], language)),
      }
    case 'not_empty': {
      const [units, people] = [Number(facts['units']), Number(facts['people'])]
      const names = said('names') === '' ? '' : text.names(said('names'))
      return { sentence: text.notEmpty(units, people), next: `${names}${text.notEmptyNext(units, people)}` }
    }
    case 'below_itself':
      return { sentence: text.belowItself, next: text.belowItselfNext }
    case 'root':
      return { sentence: text.root, next: text.rootNext }
    case 'other_institution':
      return { sentence: text.otherInstitution, next: text.otherInstitutionNext }
    case 'before_founding':
      return { sentence: text.beforeFounding(known.foundedOn ?? ''), next: text.beforeFoundingNext }
    case 'before_stage':
      return { sentence: text.beforeStage(said('from')), next: text.beforeStageNext }
    case 'before_parent':
      return { sentence: text.beforeParent(said('day')), next: text.beforeParentNext }
    case 'planned':
      return { sentence: text.planned, next: text.plannedNext }
    case 'form':
      return { sentence: text.onlyBranches, next: text.onlyBranchesNext }
    case 'twice':
      return { sentence: text.twice, next: text.twiceNext }
    case 'merge_kind':
      return { sentence: text.mergeKind(said('name')), next: text.mergeKindNext }
    case 'merge_dissolved':
      return { sentence: text.mergeEnded(said('name'), said('day')), next: text.mergeEndedNext }
    case 'merge_before':
      return { sentence: text.mergeBefore(said('name'), said('day')), next: text.mergeBeforeNext }
    case 'merge_below':
      return { sentence: text.mergeBelow(said('name')), next: text.mergeBelowNext }
    case 'merge_planned':
      return { sentence: text.mergePlanned(said('name')), next: text.mergePlannedNext }
    case 'merge_child':
      return { sentence: text.mergeChild(said('name')), next: text.mergeChildNext }
    case 'posts_later':
      return { sentence: text.postsLater(said('people')), next: text.postsLaterNext }
    case 'split_people':
    case 'split_units':
    case 'split_departments':
      return { sentence: text.splitWrong, next: text.splitWrongNext }
    case 'split_kind':
      return { sentence: text.splitKind, next: text.splitKindNext }
    default:
      return null
  }
}

export function ActFailure({ error, known = {} }: { error: unknown; known?: ActFacts }) {
  const [language] = useLanguage()
  if (!error) return null
  const words = wordRefusal(error, known, language)
  return words ? (
    <Alert type="warning" showIcon role="alert" title={words.sentence} description={words.next} />
  ) : (
    <ErrorState error={error} />
  )
}
