// Who can do what: the table of roles and permissions as the server applies it.
import { permissions, roleMay, roles } from '../../../core/access.ts'
import { Page, Section } from '../../../core/web/page.tsx'
import { roleText } from '../../../core/web/roles.ts'
import { useMe } from '../../../core/web/session.ts'
import { StateSign } from '../../../core/web/state.tsx'
import { useText } from '../../../core/web/text.ts'
import './accounts.css'
import { permissionsText } from './words.ts'

export function Permissions() {
  const text = useText(permissionsText)
  const names = useText(roleText)
  const { grants } = useMe()
  const mine = new Set(grants.map((grant) => grant.role))
  // One's own roles stand first: on a phone the others are out of sight.
  const ordered = [...roles].sort((a, b) => Number(mine.has(b)) - Number(mine.has(a)))
  return (
    <Page title={text.title} what={text.what}>
      <div className="matrix-box section" tabIndex={0} role="region" aria-label={text.title}>
        <table className="plain-table matrix">
          <thead>
            <tr>
              <th scope="col">{text.permission}</th>
              {ordered.map((role) => (
                <th scope="col" key={role} className={mine.has(role) ? 'mine' : ''}>
                  {names[role]}
                  {mine.has(role) && <span className="third mine-mark">{text.mine}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {permissions.map((permission) => (
              <tr key={permission}>
                <th scope="row">{text.permissions[permission]}</th>
                {ordered.map((role) => {
                  const may = roleMay(role, permission)
                  return (
                    <td key={role} className={mine.has(role) ? 'mine' : ''}>
                      {may && (
                        <span className="state-done may-sign">
                          <StateSign state="done" />
                        </span>
                      )}
                      <span className="visually-hidden">{may ? text.yes : text.no}</span>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Section title={text.roles}>
        <dl className="role-list">
          {roles.map((role) => (
            <div key={role}>
              <dt>{names[role]}</dt>
              <dd className="second">{text.about[role]}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </Page>
  )
}
