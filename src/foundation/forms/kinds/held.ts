// Fields that the records of a meeting and of a theme day have alike: who kept them, how many were there, who.

export const keepers = {
  单位: { type: 'text', en: 'Unit', example: '某某医院第一党支部' },
  主持人: { type: 'text', en: 'Chair', example: '王志远', required: true },
  记录人: { type: 'text', en: 'Recorder', example: '李梅', required: true },
} as const

export const counts = {
  应到人数: { type: 'number', en: 'Due (number)', example: 26 },
  实到人数: { type: 'number', en: 'Present (number)', example: 23 },
} as const

/** The sample's people, as a list in words. */
export const those =
  '王志远、李梅、张建国、欧阳文静、陈晨、买买提·艾力、刘洋、赵敏、孙立、周涛、吴丹、郑凯、冯雪、褚卫东、卫红、蒋欣、沈括（预备党员）、韩梅、杨帆、朱琳、秦岭、许诺、何静'
