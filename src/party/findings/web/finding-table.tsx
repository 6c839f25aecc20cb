// The findings as a table: searched, filtered, sorted and exported as seen; a row opens its card.
import { Drawer } from 'antd'
import { useMemo, useState } from 'react'
import { roleText } from '../../../core/web/roles.ts'
import { type Column, Table } from '../../../core/web/table.tsx'
import { useLanguage, useText } from '../../../core/web/text.ts'
import type { Finding } from '../contract.ts'
import { FindingOf, keyOf, useSentence } from './finding.tsx'
import { ruleTitle } from './rule-words.ts'
import { findingsText } from './words.ts'

type FindingTableProps = { findings: readonly Finding[]; withInstitution: boolean; setAside: boolean }

export function FindingTable({ findings, withInstitution, setAside }: FindingTableProps) {
  const text = useText(findingsText)
  const role = useText(roleText)
  const [language] = useLanguage()
  const sentence = useSentence()
  const [opened, setOpened] = useState<Finding | null>(null)
  const columns = useMemo<readonly Column<Finding>[]>(
    () => [
      {
        key: 'unit',
        title: text.unit,
        text: (row) => row.unitName,
        sort: true,
        filter: true,
        width: 180,
        card: 'title',
        pinned: true,
      },
      {
        key: 'institution',
        title: text.place,
        text: (row) => row.institutionName,
        filter: true,
        width: 180,
        hidden: !withInstitution,
      },
      { key: 'person', title: text.person, text: (row) => row.person?.name ?? null, sort: true, width: 110 },
      { key: 'matter', title: text.matter, text: sentence, width: 320, card: 'fact' },
      {
        key: 'severity',
        title: text.severity,
        text: (row) => (row.severity === 'block' ? text.block : text.warn),
        sort: true,
        filter: true,
        width: 120,
        card: 'fact',
      },
      {
        key: 'rule',
        title: text.rule,
        text: (row) => ruleTitle(row.rule, language),
        filter: true,
        width: 260,
        hidden: true,
      },
      {
        key: 'article',
        title: text.article,
        text: (row) =>
          row.cites.map((cite) => `${cite.source.replace(/^中国共产党/, '')} ${cite.article}`).join('；'),
        width: 260,
      },
      {
        key: 'certainty',
        title: text.certainty,
        text: (row) => (row.certain ? text.verified : text.unverified),
        filter: true,
        width: 130,
      },
      {
        key: 'level',
        title: text.level,
        text: (row) => text[row.level],
        filter: true,
        width: 120,
        hidden: true,
      },
      { key: 'since', title: text.since, text: (row) => row.since, sort: true, width: 120, card: 'fact' },
      {
        key: 'mender',
        title: text.mender,
        text: (row) => `${role[row.mender.role as keyof typeof role]} · ${row.mender.unitName}`,
        filter: true,
        width: 220,
      },
      {
        key: 'until',
        title: text.until,
        text: (row) => row.override?.untilOn ?? null,
        sort: true,
        width: 120,
        hidden: !setAside,
      },
      {
        key: 'reason',
        title: text.reason,
        text: (row) => row.override?.reason ?? null,
        width: 260,
        hidden: !setAside,
      },
    ],
    [text, role, language, withInstitution, setAside, sentence],
  )
  return (
    <>
      <Table
        name={setAside ? 'findings-aside' : 'findings'}
        title={text.title}
        rows={findings}
        columns={columns}
        rowKey={keyOf}
        open={setOpened}
        marked={(row) => opened !== null && keyOf(row) === keyOf(opened)}
      />
      <Drawer
        open={opened !== null}
        title={opened?.unitName}
        onClose={() => setOpened(null)}
        size={560}
        closable={{ 'aria-label': text.close }}
      >
        {opened && <FindingOf finding={opened} at />}
      </Drawer>
    </>
  )
}
