// The page of one's own account: roles, language, password, second factor, devices, lent roles.
import { useQueryClient } from '@tanstack/react-query'
import { Radio } from 'antd'
import { Go } from '../../../core/web/go.tsx'
import { Columns, FactList, Page, Section } from '../../../core/web/page.tsx'
import { roleText } from '../../../core/web/roles.ts'
import { meOptions, useChooseLanguage, useMay, useMe } from '../../../core/web/session.ts'
import { useText } from '../../../core/web/text.ts'
import './accounts.css'
import { Delegations } from './delegations.tsx'
import { Devices, SecondFactor } from './my-devices.tsx'
import { Password } from './my-password.tsx'
import './rule-sentences.ts'
import { myText } from './words.ts'

export function MyAccount() {
  const text = useText(myText)
  const roles = useText(roleText)
  const me = useMe()
  const may = useMay()
  const facts = [
    { label: text.name, value: me.name },
    { label: text.username, value: me.username },
    { label: text.institution, value: me.institution.name },
    ...(me.personId !== null && may('person.read')
      ? [{ label: text.person, value: <Go to={`/people/${me.personId}`}>{text.openPerson}</Go> }]
      : []),
  ]
  return (
    <Page title={text.title} what={text.what}>
      <Columns min={320}>
        <div className="account-stack">
          <Section title={text.who}>
            <FactList facts={facts} />
          </Section>
          <Section title={text.roles} hint={text.rolesHint}>
            {me.grants.length === 0 ? (
              <p className="third">{text.noRoles}</p>
            ) : (
              <ul className="grant-list">
                {me.grants.map((grant) => (
                  <li key={`${grant.role} ${grant.unitId} ${grant.until}`}>
                    <span>
                      <strong>{roles[grant.role]}</strong>
                      <span className="second">{grant.unitName}</span>
                      {grant.until !== null && <div className="third">{text.until(grant.until)}</div>}
                    </span>
                  </li>
                ))}
              </ul>
            )}
            <Go to="/permissions">{text.permissions}</Go>
          </Section>
          <Delegations />
          <LanguageChoice />
        </div>
        <div className="account-stack">
          <Devices />
          <SecondFactor />
          <Password />
        </div>
      </Columns>
    </Page>
  )
}

function LanguageChoice() {
  const text = useText(myText)
  const queries = useQueryClient()
  const [language, choose] = useChooseLanguage()
  return (
    <Section title={text.language} hint={text.languageHint}>
      <Radio.Group
        aria-label={text.language}
        value={language}
        onChange={(event) => {
          choose(event.target.value === 'en' ? 'en' : 'zh')
          void queries.invalidateQueries(meOptions())
        }}
        options={[
          { value: 'zh', label: text.chinese },
          { value: 'en', label: text.english },
        ]}
      />
    </Section>
  )
}
