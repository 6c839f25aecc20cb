// The words of the acts on a unit, and of each refusal with its number and the next step.
import { defineText } from '../../../core/web/text.ts'

export const actText = defineText({
  zh: {
    found: '新设下级单位',
    foundIn: (unit: string) => `在“${unit}”下新设单位`,
    foundNow: '新设单位',
    founded: (name: string) => `已新设“${name}”`,
    open: '打开它的页面',
    kind: '类型',
    code: '编码',
    codeHint: '在本机构内唯一，导入导出都用它，之后不改',
    name: '名称',
    foundedOn: '成立日期',
    needKind: '请选择类型',
    needCode: '请填写编码',
    needName: '请填写名称',
    needDay: '请选择日期',
    rename: '改名',
    renameOf: (unit: string) => `为“${unit}”改名`,
    renameNow: '改名',
    renamed: (from: string, to: string) => `已由“${from}”改名为“${to}”`,
    move: '移动',
    moveOf: (unit: string) => `移动“${unit}”`,
    moveWith: (units: number, members: number) =>
      units === 0
        ? `连同党员 ${members} 名一起移动。`
        : `连同下级 ${units} 个单位、党员 ${members} 名一起移动。`,
    moveTo: '移到哪个单位下面',
    moveHint: '灰色的单位下面不能设这一类单位',
    needParent: '请选择上级单位',
    sameParent: '它现在就在这个单位下面',
    moveNow: '移动',
    moved: (name: string, parent: string) => `“${name}”已移到“${parent}”下面`,
    dissolve: '撤销单位',
    dissolveOf: (unit: string) => `撤销“${unit}”`,
    dissolveHint: '撤销前，下级单位要先撤销或移走，人员的组织关系要先转出。历史记录会保留，随时可以恢复。',
    dissolveOn: '撤销日期',
    dissolveNow: '撤销单位',
    dissolved: (name: string, day: string) => `“${name}”的撤销日期定为 ${day}`,
    cancel: '返回',
  },
  en: {
    found: 'Found a unit below',
    foundIn: (unit) => `Found a unit below “${unit}”`,
    foundNow: 'Found the unit',
    founded: (name) => `“${name}” was founded`,
    open: 'Open its page',
    kind: 'Kind',
    code: 'Code',
    codeHint: 'unique in the institution; imports and exports use it; it does not change',
    name: 'Name',
    foundedOn: 'Founded on',
    needKind: 'Please choose a kind',
    needCode: 'Please enter a code',
    needName: 'Please enter a name',
    needDay: 'Please choose a day',
    rename: 'Rename',
    renameOf: (unit) => `Rename “${unit}”`,
    renameNow: 'Rename',
    renamed: (from, to) => `“${from}” is now “${to}”`,
    move: 'Move',
    moveOf: (unit) => `Move “${unit}”`,
    moveWith: (units, members) =>
      units === 0
        ? `It moves with ${members} members.`
        : `It moves with ${units} units below and ${members} members.`,
    moveTo: 'Below which unit',
    moveHint: 'Grey units cannot hold a unit of this kind',
    needParent: 'Please choose the unit above',
    sameParent: 'It already stands below this unit',
    moveNow: 'Move',
    moved: (name, parent) => `“${name}” now stands below “${parent}”`,
    dissolve: 'Dissolve',
    dissolveOf: (unit) => `Dissolve “${unit}”`,
    dissolveHint:
      'Units below must be dissolved or moved first, and people transferred. The history stays; you can restore the unit at any time.',
    dissolveOn: 'Dissolved on',
    dissolveNow: 'Dissolve',
    dissolved: (name, day) => `“${name}” will be dissolved on ${day}`,
    cancel: 'Back',
  },
})

export const refusalText = defineText({
  zh: {
    below: (kind: string, parent: string) => `“${parent}”下面不能设“${kind}”`,
    belowNext: (parents: string) => `可以设在这些单位下面：${parents}。请另选一个上级单位。`,
    notEmpty: (units: number, people: number) =>
      units > 0 && people > 0
        ? `还有 ${units} 个下级单位、${people} 名人员，不能撤销`
        : units > 0
          ? `还有 ${units} 个下级单位，不能撤销`
          : `还有 ${people} 名人员的组织关系在这里，不能撤销`,
    notEmptyNext: (units: number, people: number) =>
      [
        units > 0 ? '先把下级单位撤销或移走' : '',
        people > 0 ? '先把人员的组织关系转到别的党组织（在机构工作簿“人员”表中改“所在党组织编码”）' : '',
      ]
        .filter(Boolean)
        .join('；') + '。',
    belowItself: '不能移到它自己或它的下级下面',
    belowItselfNext: '请另选一个不在它下面的上级单位。',
    root: '这是机构本身，不能撤销',
    rootNext: '只有机构内的党组织和科室可以撤销。',
    otherInstitution: '只能在同一机构内移动',
    otherInstitutionNext: '跨机构调整请在新机构新设单位，再转接组织关系。',
    beforeFounding: (day: string) => `撤销日期早于成立日期 ${day}`,
    beforeFoundingNext: '请选择成立日期当天或之后的日期。',
    taken: (code: string) => `编码“${code}”已被本机构的另一个单位使用`,
    takenNext: '请换一个编码；如果就是那个单位，请在组织树中打开它。',
    parentDissolved: '上级单位已撤销，不能在它下面新设单位',
    parentDissolvedNext: '请先恢复上级单位，或选择另一个上级单位。',
  },
  en: {
    below: (kind, parent) => `“${kind}” cannot stand below “${parent}”`,
    belowNext: (parents) => `It may stand below: ${parents}. Please choose another unit above.`,
    notEmpty: (units, people) =>
      units > 0 && people > 0
        ? `${units} units and ${people} people are still here: it cannot be dissolved`
        : units > 0
          ? `${units} units are still below it: it cannot be dissolved`
          : `${people} people are still affiliated here: it cannot be dissolved`,
    notEmptyNext: (units, people) =>
      [
        units > 0 ? 'Dissolve or move the units below first.' : '',
        people > 0 ? 'Transfer the people first (change “Party unit code” in the sheet “People”).' : '',
      ]
        .filter(Boolean)
        .join(' '),
    belowItself: 'A unit cannot stand below itself or below one of its own',
    belowItselfNext: 'Please choose a unit that does not stand below it.',
    root: 'This is the institution itself: it cannot be dissolved',
    rootNext: 'Only Party organizations and departments within it can.',
    otherInstitution: 'A unit moves within its institution only',
    otherInstitutionNext: 'Found a unit in the other institution and transfer the people.',
    beforeFounding: (day) => `This is before the founding on ${day}`,
    beforeFoundingNext: 'Please choose that day or a later one.',
    taken: (code) => `Another unit of the institution has the code “${code}”`,
    takenNext: 'Please choose another code; if you mean that unit, open it in the tree.',
    parentDissolved: 'The unit above is dissolved: nothing can be founded below it',
    parentDissolvedNext: 'Restore the unit above first, or choose another one.',
  },
})
