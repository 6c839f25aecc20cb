// Posts: given, ended, taken away as an error.
import { Form, Select } from 'antd'
import { useState } from 'react'
import { client } from '../../../../../core/web/client.ts'
import { useText } from '../../../../../core/web/text.ts'
import { DayField, today, useName } from '../../../../org/web/index.ts'
import { type PostName, postNames, type UnitKind } from '../../../../org/words.ts'
import { Change, UnitField } from '../../change.tsx'
import { changeText } from '../../change-words.ts'
import type { ActProps } from '../part.ts'
import { useNeed, ReasonChange } from './fields.tsx'

export const administrative: readonly PostName[] = [
  'president',
  'vice_president',
  'department_head',
  'department_deputy',
  'head_nurse',
]

export const partyKinds: readonly UnitKind[] = [
  'committee',
  'discipline_commission',
  'general_branch',
  'branch',
  'group',
]

const otherKinds: readonly UnitKind[] = ['department', 'institution', 'commission', 'site']

export function AddPost({ person, close }: ActProps) {
  const text = useText(changeText)
  const name = useName()
  const need = useNeed()
  const [post, setPost] = useState<PostName | null>(null)
  return (
    <Change<{ unitId: string; post: PostName; fromOn: string; untilOn?: string | null }>
      title={text.postTitle}
      button={text.postNow}
      close={close}
      initial={{ fromOn: today() }}
      act={(fields) => client.people.addPost({ personId: person.id, version: person.version, ...fields })}
    >
      <Form.Item name="post" label={text.post} rules={need.choice}>
        <Select
          className="short-field"
          onChange={(value: PostName) => setPost(value)}
          options={postNames.map(({ value }) => ({ value, label: name(postNames, value) }))}
        />
      </Form.Item>
      <Form.Item name="unitId" label={text.unit} rules={need.choice}>
        <UnitField
          institutionId={person.unit.institutionId}
          kinds={post !== null && administrative.includes(post) ? otherKinds : partyKinds}
        />
      </Form.Item>
      <Form.Item name="fromOn" label={text.from} rules={need.day}>
        <DayField />
      </Form.Item>
      <Form.Item name="untilOn" label={text.until} extra={text.untilHint}>
        <DayField />
      </Form.Item>
    </Change>
  )
}

type PostActProps = ActProps & { post: ActProps['person']['posts'][number] }

const keyOf = ({ unitId, post, fromOn }: PostActProps['post']) => ({ unitId, post, fromOn })

export function EndPost({ person, post, close }: PostActProps) {
  const text = useText(changeText)
  return (
    <Change<{ untilOn?: string | null }>
      title={text.endPostTitle}
      button={text.endPostNow}
      close={close}
      initial={{ untilOn: post.untilOn ?? today() }}
      act={({ untilOn }) =>
        client.people.endPost({
          personId: person.id,
          version: person.version,
          ...keyOf(post),
          untilOn: untilOn ?? null,
        })
      }
    >
      <Form.Item name="untilOn" label={text.lastDay} extra={text.untilHint}>
        <DayField least={post.fromOn} />
      </Form.Item>
    </Change>
  )
}

export function RemovePost({ person, post, close }: PostActProps) {
  const text = useText(changeText)
  return (
    <ReasonChange
      title={text.removePostTitle}
      button={text.removeNow}
      close={close}
      act={(reason) =>
        client.people.removePost({ personId: person.id, version: person.version, ...keyOf(post), reason })
      }
    />
  )
}
