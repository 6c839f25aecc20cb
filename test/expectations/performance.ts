// Who may call the endpoints of the wing performance.

import {
  absent,
  type Expectation,
  figureReaders,
  figureWriters,
  imposers,
  months,
  recordOffice,
  run,
  unit,
  type World,
} from './callers.ts'

const scheme = (world: World) => ({ ...unit(world), schemeId: absent })
const peers = (world: World) => ({ ...unit(world), tableId: absent })
const absentPeers = ['invalid_input', 'not_found']
const peerColumn = {
  key: 'c1',
  name: '出院患者手术占比',
  unit: '%',
  direction: 'up',
  weight: 1,
  indicator: null,
  factor: 100,
  denominator: null,
} as const

export const performance: Readonly<Record<string, Expectation>> = {
  'discharges.institutions': { roles: figureReaders, input: () => ({}) },
  // Records belong to an institution's root; a branch within reach is no institution.
  'discharges.overview': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'discharges.indicators': { roles: figureReaders, input: months, codes: ['invalid_input'] },
  'discharges.diseases': { roles: figureReaders, input: months, codes: ['invalid_input'] },
  'discharges.stays': {
    roles: recordOffice,
    input: (world) => ({ ...months(world), indicator: 'GK3-04' }),
    codes: ['invalid_input'],
  },
  'discharges.recordNumber': {
    roles: recordOffice,
    input: (world) => ({ ...unit(world), stay: absent }),
    codes: ['invalid_input'],
  },
  'discharges.runs': { roles: recordOffice, input: unit, codes: ['invalid_input'] },
  'discharges.begin': {
    roles: recordOffice,
    input: (world) => ({ ...unit(world), fileName: 'a.csv', size: 1 }),
    codes: ['invalid_input'],
  },
  'discharges.part': {
    roles: recordOffice,
    input: (world) => ({ ...run(world), offset: 0, part: new File(['a'], 'a') }),
    codes: ['invalid_input'],
  },
  'discharges.check': { roles: recordOffice, input: run, codes: ['invalid_input'] },
  'discharges.faults': { roles: recordOffice, input: run, codes: ['invalid_input'] },
  'discharges.faultsFile': { roles: recordOffice, input: run, codes: ['invalid_input'] },
  'discharges.publish': { roles: recordOffice, input: run, codes: ['invalid_input'] },
  'discharges.cancel': { roles: recordOffice, input: run, codes: ['invalid_input'] },
  'discharges.rollBack': { roles: recordOffice, input: run, codes: ['invalid_input'] },
  'discharges.lists': { roles: recordOffice, input: unit, codes: ['invalid_input'] },
  'discharges.listFile': {
    roles: recordOffice,
    input: (world) => ({ ...unit(world), kind: 'departments' }),
    codes: ['invalid_input'],
  },
  'discharges.importList': {
    roles: recordOffice,
    input: (world) => ({
      ...unit(world),
      kind: 'departments',
      edition: '1',
      source: '测试',
      file: new File(['a'], 'a.csv'),
    }),
    codes: ['invalid_input'],
  },

  'indicators.institutions': { roles: figureReaders, input: () => ({}) },
  // Indicators belong to an institution's root; a branch within reach is no institution.
  'indicators.overview': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'indicators.values': {
    roles: figureReaders,
    input: (world) => ({ ...unit(world), year: 2025, edition: 'tertiary-2025' }),
    codes: ['invalid_input'],
  },
  'indicators.series': {
    roles: figureReaders,
    input: (world) => ({ ...unit(world), indicator: 'GK3-04', by: 'year', from: 2024, to: 2025 }),
    codes: ['invalid_input'],
  },
  'indicators.departments': {
    roles: figureReaders,
    input: (world) => ({ ...unit(world), indicator: 'GK3-04', from: 202501, to: 202512 }),
    codes: ['invalid_input'],
  },
  'indicators.facts': {
    roles: figureReaders,
    input: (world) => ({ ...unit(world), indicator: 'GK3-27', year: 2025 }),
    codes: ['invalid_input'],
  },
  'indicators.setTarget': {
    roles: figureWriters,
    input: (world) => ({ ...unit(world), indicator: 'GK3-04', year: 2025, target: 40, version: null }),
    codes: ['invalid_input'],
  },
  'indicators.yearly': {
    roles: figureReaders,
    input: (world) => ({ ...unit(world), year: 2025 }),
    codes: ['invalid_input'],
  },
  'indicators.saveFigure': {
    roles: figureWriters,
    input: (world) => ({ ...unit(world), year: 2025, figure: 'nurses', value: 700, version: null }),
    codes: ['invalid_input'],
  },
  'indicators.setSmallest': {
    roles: figureWriters,
    input: (world) => ({ ...unit(world), smallestShown: 5, version: null }),
    codes: ['invalid_input'],
  },
  'indicators.scheme': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'indicators.saveScheme': {
    roles: figureWriters,
    input: (world) => ({
      ...unit(world),
      rows: [{ dimension: '党建引领', name: '落实率', indicatorId: 'fulfilment', note: '' }],
      source: '测试',
      version: null,
    }),
    codes: ['invalid_input'],
  },
  'indicators.measureReport': {
    roles: figureReaders,
    input: (world) => ({ ...unit(world), indicator: 'GK3-04', year: 2025 }),
    codes: ['invalid_input'],
  },
  'indicators.measureReports': {
    roles: figureReaders,
    input: (world) => ({ ...unit(world), year: 2025, edition: 'tertiary-2025' }),
    codes: ['invalid_input'],
  },
  'grouping.institutions': { roles: figureReaders, input: () => ({}) },
  'grouping.overview': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'grouping.figures': { roles: figureReaders, input: months, codes: ['invalid_input'] },
  'grouping.groups': { roles: figureReaders, input: months, codes: ['invalid_input'] },
  'grouping.ungrouped': { roles: figureReaders, input: months, codes: ['invalid_input'] },
  'grouping.figuresFile': { roles: figureReaders, input: months, codes: ['invalid_input'] },
  'grouping.stays': {
    roles: recordOffice,
    input: (world) => ({ ...months(world), reason: 'no_mdc' }),
    codes: ['invalid_input'],
  },
  'grouping.trace': {
    roles: recordOffice,
    input: (world) => ({ ...unit(world), stay: absent }),
    codes: ['invalid_input'],
  },
  'grouping.schemes': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'grouping.schemeFile': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'grouping.importScheme': {
    roles: figureWriters,
    input: (world) => ({
      ...unit(world),
      edition: '1',
      source: '测试',
      file: new File(['a'], 'mdc.csv'),
    }),
    codes: ['invalid_input'],
  },
  'grouping.addSample': { roles: figureWriters, input: unit, codes: ['invalid_input'] },
  'grouping.makeCurrent': { roles: figureWriters, input: scheme, codes: ['invalid_input'] },
  'grouping.removeScheme': { roles: figureWriters, input: scheme, codes: ['invalid_input'] },
  'grouping.groupAgain': { roles: figureWriters, input: unit, codes: ['invalid_input'] },

  'assessment.institutions': { roles: figureReaders, input: () => ({}) },
  // Figures belong to an institution's root; a branch within reach is no institution.
  'assessment.institution': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'assessment.saveResult': {
    roles: figureWriters,
    input: (world) => ({
      ...unit(world),
      year: 2025,
      assessment: 'national_tertiary',
      score: 600,
      source: '测试',
      version: null,
    }),
    codes: ['invalid_input'],
  },
  'assessment.rounds': { roles: figureReaders, input: () => ({}) },
  'assessment.removeResult': {
    roles: figureWriters,
    input: (world) => ({ ...unit(world), year: 2025, assessment: 'provincial_tertiary', version: 1 }),
    codes: ['invalid_input', 'not_found'],
  },
  'assessment.schemes': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'assessment.saveScheme': {
    roles: figureWriters,
    input: (world) => ({
      ...unit(world),
      schemeId: 'national-ten',
      level: 'national',
      bands: [{ grade: 'A', upTo: 100, certainty: 'own' }],
      source: '测试',
      version: null,
    }),
    codes: ['invalid_input', 'taken'],
  },
  'assessment.removeScheme': {
    roles: figureWriters,
    input: (world) => ({ ...unit(world), schemeId: 'absent', version: 1 }),
    codes: ['invalid_input', 'not_found'],
  },
  'assessment.peerTables': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'assessment.peerTemplate': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'assessment.peerTable': { roles: figureReaders, input: peers, codes: absentPeers },
  'assessment.peersFile': { roles: figureReaders, input: peers, codes: absentPeers },
  'assessment.gaps': { roles: figureReaders, input: peers, codes: absentPeers },
  'assessment.checkPeers': {
    roles: figureWriters,
    input: (world) => ({ ...unit(world), file: new File(['a'], 'a.xlsx') }),
    codes: ['invalid_input'],
  },
  'assessment.importPeers': {
    roles: figureWriters,
    input: (world) => ({
      ...unit(world),
      file: new File(['a'], 'a.xlsx'),
      name: '同组',
      year: 2025,
      source: '测试',
    }),
    codes: ['invalid_input'],
  },
  'assessment.savePeers': {
    roles: figureWriters,
    input: (world) => ({
      ...peers(world),
      name: '同组',
      year: 2025,
      source: '测试',
      columns: [peerColumn],
      ownNo: null,
      version: 1,
    }),
    codes: absentPeers,
  },
  'assessment.savePeerRow': {
    roles: figureWriters,
    input: (world) => ({ ...peers(world), no: null, name: '甲医院', values: [1], version: 1 }),
    codes: absentPeers,
  },
  'assessment.removePeerRow': {
    roles: figureWriters,
    input: (world) => ({ ...peers(world), no: 1, version: 1 }),
    codes: absentPeers,
  },
  'assessment.fillOwn': {
    roles: figureWriters,
    input: (world) => ({ ...peers(world), version: 1 }),
    codes: absentPeers,
  },
  'assessment.removePeers': { roles: figureWriters, input: peers, codes: absentPeers },
  'assessment.restorePeers': { roles: figureWriters, input: peers, codes: absentPeers },
  'assessment.saveWorkload': {
    roles: figureWriters,
    input: (world) => ({
      ...unit(world),
      year: 2025,
      item: 'visits',
      value: 1,
      source: '测试',
      version: null,
    }),
    codes: ['invalid_input'],
  },

  'join.actions': { roles: figureReaders, input: () => ({}) },
  'join.action': { roles: figureReaders, input: (world) => ({ actionId: world.actionId }) },
  // A test's unit is a branch, which may own an action; figures are those of a hospital or a department.
  'join.make': {
    roles: imposers,
    input: (world) => ({
      ...unit(world),
      what: `${world.unit.id} 行动`,
      indicatorId: 'GK3-04',
      direction: 'up',
      fromOn: '2026-11-01',
      untilOn: '2026-12-31',
    }),
    codes: ['done', 'invalid_input', 'taken'],
  },
  'join.change': {
    roles: imposers,
    input: (world) => ({
      actionId: world.actionId,
      what: '改过的行动',
      indicatorId: 'GK3-04',
      direction: 'up',
      fromOn: '2026-11-01',
      untilOn: '2026-12-31',
      version: 1,
    }),
    codes: ['done', 'stale', 'wrong_state'],
  },
  'join.withdraw': {
    roles: imposers,
    input: (world) => ({ actionId: world.actionId }),
    codes: ['done', 'wrong_state'],
  },
  'join.restore': {
    roles: imposers,
    input: (world) => ({ actionId: world.actionId }),
    codes: ['done', 'wrong_state'],
  },
  'join.evaluate': {
    roles: imposers,
    input: (world) => ({ actionId: world.actionId, outcome: 'open', evaluation: '继续观察', version: 1 }),
    codes: ['done', 'stale', 'wrong_state'],
  },
  'join.scope': { roles: figureReaders, input: () => ({}) },
  'join.chart': {
    roles: figureReaders,
    input: (world) => ({ ...unit(world), indicatorId: 'GK3-04' }),
    codes: ['invalid_input'],
  },
  'join.departments': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'join.saveDepartments': {
    roles: figureWriters,
    input: (world) => ({ ...unit(world), entries: [{ code: '01', departmentId: null, was: null }] }),
    codes: ['invalid_input'],
  },
  'join.pack': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'join.packFile': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
  'join.cockpit': { roles: figureReaders, input: unit, codes: ['invalid_input'] },
}
