// The words of charts.

import { defineText } from '../text.ts'

export const chartText = defineText({
  zh: {
    unit: (unit: string) => `单位：${unit}`,
    table: '看表格',
    chart: '看图',
    picture: '保存为图片',
    data: '导出数据',
    pictureFailed: '图片没有保存成功，请改用导出数据',
    empty: '还没有可以画图的数据',
  },
  en: {
    unit: (unit) => `unit: ${unit}`,
    table: 'Show as table',
    chart: 'Show as chart',
    picture: 'Save as picture',
    data: 'Export the data',
    pictureFailed: 'The picture could not be saved; please export the data instead',
    empty: 'No data to draw yet',
  },
})
