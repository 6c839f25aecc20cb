// The recount: numbers and results computed anew from the record on the screen, each opening to the people behind it.
import { Button, Popover } from 'antd'
import { useState } from 'react'
import { Section } from '../../../../core/web/page.tsx'
import { StateTag } from '../../../../core/web/state.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { type Origin, quorumRuleOf, recount, rulesOfVote } from '../../rules.ts'
import { lifeText } from '../life-words.ts'
import { Article } from './quorum.tsx'

export function RecountPart({ meeting }: { meeting: Meeting }) {
  const text = useText(lifeText).recount
  const [open, setOpen] = useState(false)
  if (meeting.roll.length === 0) return null
  const result = open ? recount(meeting) : null
  const quorum = quorumRuleOf(meeting.kind)
  return (
    <Section
      title={text.title}
      hint={text.hint}
      extra={
        <Button className="no-print" aria-expanded={open} onClick={() => setOpen(!open)}>
          {text.open}
        </Button>
      }
    >
      {result !== null && (
        <div className="recount">
          <div className="recount-block">
            <div className="row">
              <h3>{text.meeting}</h3>
              {quorum !== null && (
                <>
                  <StateTag state={result.meeting.reached ? 'done' : 'overdue'}>
                    {result.meeting.reached ? text.reached : text.missed}
                  </StateTag>
                  <Article rule={quorum} />
                </>
              )}
            </div>
            <Origins origins={result.meeting.origins} />
          </div>
          {result.resolutions.map((each) => {
            const resolution = meeting.resolutions.find((found) => found.id === each.id)
            const rules = resolution && rulesOfVote(meeting.kind, resolution.matter)
            return (
              <div key={each.id} className="recount-block">
                <div className="row">
                  <h3 className="prose">{each.text}</h3>
                  {each.result !== null && (
                    <StateTag state={each.agrees ? 'done' : 'overdue'}>
                      {`${text.result[each.result]} · ${each.agrees ? text.agrees : text.differs}`}
                    </StateTag>
                  )}
                  {rules?.quorum && <Article rule={rules.quorum} />}
                  {rules?.majority && <Article rule={rules.majority} />}
                </div>
                {resolution?.ballot !== 'open' && <p className="third">{text.secret}</p>}
                <Origins origins={each.origins} />
              </div>
            )
          })}
        </div>
      )}
    </Section>
  )
}

function Origins({ origins }: { origins: readonly Origin[] }) {
  const text = useText(lifeText).recount
  return (
    <dl className="tally-figures recount-figures">
      {origins.map((origin) => (
        <div key={origin.what}>
          <dt className="third">{text.what[origin.what]}</dt>
          <dd>
            {origin.people === null ? (
              origin.number
            ) : (
              <Popover
                trigger={['click']}
                content={
                  <p className="recount-people">
                    {origin.people.length === 0 ? text.nobody : origin.people.join('、')}
                  </p>
                }
              >
                <button type="button" className="plain door recount-door">
                  {origin.number}
                </button>
              </Popover>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
