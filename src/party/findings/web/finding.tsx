// A finding as a card: the matter, its article, what to do now with the buttons that begin it, and setting it aside.
import { useQueryClient } from '@tanstack/react-query'
import { Button, Tooltip } from 'antd'
import { useCallback, useState } from 'react'
import type { Citation } from '../../../core/law.ts'
import { api, client } from '../../../core/web/client.ts'
import { Go, useGo } from '../../../core/web/go.tsx'
import { FindingCard } from '../../../core/web/law.tsx'
import { roleText } from '../../../core/web/roles.ts'
import { ruleSentence } from '../../../core/web/rule-words.ts'
import { useMay } from '../../../core/web/session.ts'
import { useFailure, useUndo } from '../../../core/web/status.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { Finding } from '../contract.ts'
import { ways } from '../rules.ts'
import './findings.css'
import { adviceFor, ruleTitle } from './rule-words.ts'
import { SetAside } from './set-aside.tsx'
import { cardText, wayText } from './words.ts'

/** On the wire an absent part may be undefined; the card wants it left out. */
function asCitation({ until, quote, note, ...rest }: Finding['cites'][number]): Citation {
  return {
    ...rest,
    ...(until === undefined ? {} : { until }),
    ...(quote === undefined ? {} : { quote }),
    ...(note === undefined ? {} : { note }),
  }
}

export function useSentence(): (finding: Finding) => string {
  const [language] = useLanguage()
  return useCallback(
    (finding) => ruleSentence(finding.rule, finding.facts, language) ?? ruleTitle(finding.rule, language),
    [language],
  )
}

export const keyOf = (finding: Finding): string =>
  `${finding.rule} ${finding.unitId} ${finding.person?.id ?? ''}`

/** Where a way to mend begins: the page with the dialog of that name open. */
export function addressOf({ way, unitId }: Finding['mend'][number], finding: Finding): string | null {
  switch (ways[way].opens) {
    case 'unit':
      return `/units/${unitId}?act=${way}`
    case 'person':
      return finding.person === null ? null : `/people/${finding.person.id}?act=${way}`
    case 'meeting':
      return finding.unitKind === 'branch' ? `/meetings/new?unitId=${unitId}&kind=general_meeting` : null
  }
}

/** `at` names the unit and leads to it; on the unit's own page it is left out. */
export function FindingOf({ finding, at = false }: { finding: Finding; at?: boolean }) {
  const [language] = useLanguage()
  const sentence = useSentence()(finding)
  const { person } = finding
  const colon = language === 'zh' ? '：' : ': '
  return (
    <FindingCard
      severity={finding.severity}
      matter={
        <>
          {at && <Go to={`/units/${finding.unitId}`}>{finding.unitName}</Go>}
          {at && (person ? ' · ' : colon)}
          {person && <Go to={`/people/${person.id}`}>{person.name}</Go>}
          {person && colon}
          {sentence}
        </>
      }
      cites={finding.cites.map(asCitation)}
      action={<Mend finding={finding} sentence={sentence} at={at} />}
    />
  )
}

function Mend({ finding, sentence, at }: { finding: Finding; sentence: string; at: boolean }) {
  const text = useText(cardText)
  const wayNames = useText(wayText)
  const role = useText(roleText)
  const [language] = useLanguage()
  const may = useMay()
  const go = useGo()
  const [setting, setSetting] = useState(false)
  const { mender, override } = finding
  const begin = finding.mend.flatMap((mend) => {
    const to = may(ways[mend.way].permission) ? addressOf(mend, finding) : null
    return to === null ? [] : [{ way: mend.way, to }]
  })
  const mayOverride = may('finding.override')
  const must = finding.severity === 'block'
  return (
    <div className="finding-acts">
      <p className="prose">{adviceFor(finding.rule, finding.facts, language)}</p>
      <p className="second">
        {text.mender(role[mender.role as keyof typeof role] ?? mender.role, mender.unitName)}
        {finding.mine && <span className="chip">{text.mine}</span>}
        {finding.since && ` ${text.since(finding.since)}`}
      </p>
      {override && <Aside finding={finding} override={override} />}
      <div className="row no-print">
        {begin.map(({ way, to }, place) => (
          <Button
            key={way}
            {...(place === 0 ? { type: 'primary' as const, ghost: true } : {})}
            onClick={() => go(to)}
          >
            {wayNames[way]}
          </Button>
        ))}
        {at && <Button onClick={() => go(`/units/${finding.unitId}`)}>{text.openUnit}</Button>}
        {mayOverride &&
          (must ? (
            <Tooltip title={text.mustWhy}>
              <Button type="text" aria-disabled className="blocked">
                {text.setAside}
              </Button>
            </Tooltip>
          ) : (
            <Button type="text" onClick={() => setSetting(true)}>
              {override ? text.setAsideAnew : text.setAside}
            </Button>
          ))}
      </div>
      {setting && <SetAside finding={finding} sentence={sentence} close={() => setSetting(false)} />}
    </div>
  )
}

function Aside({ finding, override }: { finding: Finding; override: NonNullable<Finding['override']> }) {
  const text = useText(cardText)
  const may = useMay()
  const queries = useQueryClient()
  const failed = useFailure()
  const offerUndo = useUndo()
  const matter = { unitId: finding.unitId, rule: finding.rule, personId: finding.person?.id ?? null }
  const refresh = () => queries.invalidateQueries({ queryKey: api.findings.key() })
  const takeUp = () =>
    void client.findings.takeUp(matter).then(() => {
      offerUndo({
        message: text.takenUp,
        undo: () =>
          client.findings
            .setAside({ ...matter, reason: override.reason, untilOn: override.untilOn })
            .then(refresh),
      })
      return refresh()
    }, failed)
  return (
    <div className="finding-aside">
      <p className="prose">
        {text.aside(override.untilOn, override.reason)}
        <span className="third"> {text.asideBy(override.byName, override.setOn)}</span>
      </p>
      {may('finding.override') && (
        <Button size="small" className="no-print" onClick={takeUp}>
          {text.takeUp}
        </Button>
      )}
    </div>
  )
}
