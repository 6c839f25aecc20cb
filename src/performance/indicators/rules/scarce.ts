// One kind of scarce doctors against all: the same five parts in both national lists. No I/O.

import { ratio } from './indicator.ts'

/** One kind of scarce doctors against all. */
export function scarce(
  no: string,
  zh: string,
  en: string,
  id:
    | 'doctors_anaesthesia'
    | 'doctors_paediatric'
    | 'doctors_intensive'
    | 'doctors_pathology'
    | 'doctors_chinese',
) {
  return {
    no,
    zh: `${zh}医师占比`,
    en: `Share of ${en}`,
    unit: 'percent',
    words: [`注册${zh}医师数 ÷ 全院同期医师总数`, `Registered ${en} ÷ doctors`],
    formula: ratio(id, 'doctors'),
  } as const
}
