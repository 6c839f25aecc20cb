// People from outside and partner branches: shown in the record, counted nowhere.
import { CloseOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { client } from '../../../../core/web/client.ts'
import { Section } from '../../../../core/web/page.tsx'
import { useText } from '../../../../core/web/text.ts'
import type { Meeting } from '../../contract.ts'
import { mayEdit } from '../../rules.ts'
import { lifeText } from '../life-words.ts'
import type { Run } from './use-acts.ts'

export function Guests({ meeting, run }: { meeting: Meeting; run: Run }) {
  const text = useText(lifeText).guests
  const [name, setName] = useState('')
  const [organization, setOrganization] = useState('')
  const editable = meeting.mayWrite && mayEdit(meeting.state, 'guests')
  const joint = meeting.kind === 'joint_activity'
  if (meeting.guests.length === 0 && meeting.partners.length === 0 && !(editable && joint)) return null
  const write = (guests: readonly { name: string; organization: string | null }[]) =>
    run({
      does: ({ id }) =>
        client.meetings.setGuests({
          meetingId: id,
          guests: guests.map((guest) => ({ name: guest.name, organization: guest.organization })),
        }),
      reread: true,
    })
  const add = async () => {
    const given = { name: name.trim(), organization: organization.trim() || null }
    if (given.name === '' || (await write([...meeting.guests, given])) !== 'done') return
    setName('')
  }
  return (
    <Section title={text.title} hint={text.hint}>
      {meeting.partners.length > 0 && (
        <p className="second">{`${text.partners}：${meeting.partners.map((each) => each.name).join('、')}`}</p>
      )}
      {meeting.guests.length === 0 && !editable && <p className="third">{text.none}</p>}
      <ul className="roll-list">
        {meeting.guests.map((guest) => (
          <li key={guest.id} className="roll-row">
            <span className="roll-person">
              <span className="roll-name">{guest.name}</span>
              <span className="third">{guest.organization}</span>
            </span>
            {editable && (
              <Button
                type="text"
                icon={<CloseOutlined />}
                aria-label={text.remove(guest.name)}
                onClick={() => void write(meeting.guests.filter((each) => each.id !== guest.id))}
              />
            )}
          </li>
        ))}
      </ul>
      {editable && (
        <form
          className="guest-form"
          onSubmit={(event) => {
            event.preventDefault()
            void add()
          }}
        >
          <Input
            maxLength={40}
            placeholder={text.name}
            aria-label={text.name}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Input
            maxLength={120}
            placeholder={text.organization}
            aria-label={text.organization}
            value={organization}
            onChange={(event) => setOrganization(event.target.value)}
          />
          <Button htmlType="submit" disabled={name.trim() === ''}>
            {text.add}
          </Button>
        </form>
      )}
    </Section>
  )
}
