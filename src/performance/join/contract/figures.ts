// Endpoints of figures: the chart of an indicator, the map of departments, a department's data pack, the cockpit.

import * as z from 'zod'
import { endpoint, id, isoDate, ratio, subject } from '../../../core/contract.ts'
import {
  month,
  count,
  indicatorId,
  ofUnit,
  head,
  comparison,
  segmented,
  action,
  department,
  named,
  monthRate,
  packIndicator,
  pack,
} from './shapes.ts'

const place = subject('unit', 'unitId')

export const figuresContract = {
  scope: endpoint({
    method: 'GET',
    path: '/join/institutions',
    summary: 'The institutions within reach with their departments and the months that have figures',
    permission: 'figure.read',
    place: { at: 'reach' },
  })
    .input(z.object({}))
    .output(
      z.object({
        indicators: z.array(head),
        institutions: z.array(
          z.object({
            unitId: id,
            name: z.string(),
            first: month.nullable(),
            last: month.nullable(),
            departments: z.array(named.extend({ mapped: z.boolean(), branches: z.array(named) })),
            mayMap: z.boolean(),
          }),
        ),
      }),
    ),

  chart: endpoint({
    method: 'GET',
    path: '/join/units/{unitId}/chart',
    summary:
      'The control chart of an indicator, for a hospital or a department, with the actions on it, before and after, and the interrupted series at one action',
    permission: 'figure.read',
    place,
  })
    .input(
      ofUnit.extend({
        indicatorId,
        from: month.optional(),
        to: month.optional(),
        /** Months at which limits are to be computed anew. */
        phases: z.preprocess(
          (value) => (typeof value === 'string' ? value.split(',').filter(Boolean) : value),
          z.array(month).max(12).default([]),
        ),
        /** The action, or the day, at which before and after divide. */
        actionId: id.optional(),
        at: isoDate.optional(),
        window: z.coerce.number().int().min(2).max(36).default(12),
      }),
    )
    .output(
      z.object({
        unitId: id,
        name: z.string(),
        indicator: head,
        /** null: the whole hospital. */
        codes: z.array(z.string()).nullable(),
        kind: z.enum(['xmr', 'p']),
        ruleSet: z.object({ id: z.string(), source: z.string(), run: count }),
        points: z.array(
          z.object({
            period: month,
            value: z.number().nullable(),
            numerator: z.number().nullable(),
            denominator: z.number().nullable(),
            hidden: z.boolean(),
            phase: count,
            limits: z.object({ centre: z.number(), lower: z.number(), upper: z.number() }).nullable(),
            signals: z.array(z.enum(['WE1', 'WE4'])).readonly(),
          }),
        ),
        notes: z
          .array(
            z.enum([
              'no_values',
              'too_few_points',
              'provisional',
              'constant',
              'missing_periods',
              'small_bases',
              'overdispersed',
              'autocorrelated',
            ]),
          )
          .readonly(),
        autocorrelation: z.number().nullable(),
        actions: z.array(action),
        divided: z.object({ on: isoDate, actionId: id.nullable(), comparison, segmented }).nullable(),
      }),
    ),

  departments: endpoint({
    method: 'GET',
    path: '/join/units/{unitId}/departments',
    summary: 'The department codes of the front pages, the unit that each means, and suggestions by name',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit)
    .output(
      z.object({
        unitId: id,
        name: z.string(),
        departments: z.array(department),
        units: z.array(named),
        mayWrite: z.boolean(),
      }),
    ),

  saveDepartments: endpoint({
    method: 'PUT',
    path: '/join/units/{unitId}/departments',
    summary: 'Set or take away which unit department codes mean; `was` is what the caller has seen',
    permission: 'figure.write',
    place,
  })
    .input(
      ofUnit.extend({
        entries: z
          .array(
            z.object({ code: z.string().min(1).max(40), departmentId: id.nullable(), was: id.nullable() }),
          )
          .min(1)
          .max(500),
      }),
    )
    .output(z.object({ changed: count })),

  pack: endpoint({
    method: 'GET',
    path: '/join/units/{unitId}/pack',
    summary:
      'The data pack of a department for a management round: Party work of its branch and hospital measures side by side, findings, open actions',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit.extend({ year: z.coerce.number().int().min(2000).max(2100).optional() }))
    .output(pack),

  packFile: endpoint({
    method: 'GET',
    path: '/join/units/{unitId}/pack/file',
    summary: 'The data pack of a department as a Word file',
    permission: 'figure.read',
    place,
    sensitive: true,
  })
    .input(
      ofUnit.extend({
        year: z.coerce.number().int().min(2000).max(2100).optional(),
        language: z.enum(['zh', 'en']).default('zh'),
      }),
    )
    .output(z.file()),

  cockpit: endpoint({
    method: 'GET',
    path: '/join/units/{unitId}/cockpit',
    summary: 'Key figures of an institution for a wall screen: Party work, hospital, open actions',
    permission: 'figure.read',
    place,
  })
    .input(ofUnit)
    .output(
      z.object({
        unitId: id,
        name: z.string(),
        demo: z.boolean(),
        at: z.string(),
        year: count,
        /** null: the caller may not see duties here. */
        party: z
          .object({
            rate: ratio,
            before: ratio,
            overdue: count,
            branches: count,
            behind: z.array(named.extend({ overdue: count })),
            /** All branches that owe something overdue. */
            behindCount: count,
            months: z.array(monthRate),
          })
          .nullable(),
        /** null while nothing is published. */
        hospital: z
          .object({
            from: month,
            to: month,
            indicators: z.array(packIndicator),
          })
          .nullable(),
        actions: z.array(action),
        openActions: count,
        overdueActions: count,
      }),
    ),
}
