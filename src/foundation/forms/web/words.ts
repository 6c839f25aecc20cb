// The words of standard forms, and every fault of a template as a sentence.
import { defineText, inLanguage, type Language } from '../../../core/web/text.ts'
import type { TemplateFaultLine } from '../contract.ts'

type Fault = TemplateFaultLine

export const formsText = defineText({
  zh: {
    title: '制式文书',
    what: '会议通知、签到表、会议记录等 Word 文书；版式按 GB/T 9704，模板可以换成本单位自己的。',
    form: '文书',
    inUse: '使用中的模板',
    shipped: '系统自带',
    shippedHint: '按 GB/T 9704 排版',
    version: (number: number) => `第 ${number} 版`,
    since: (day: string) => `${day} 起使用`,
    fields: '占位符',
    open: '打开',
    template: '下载模板',
    sample: '样例预览',
    samplePreview: '用样例数据生成一份 Word 文件',
    upload: '上传新模板',
    uploadHint: '下载模板，在 Word 或 WPS 中修改，存为 docx 后上传。上传后先检查，启用后才会用于打印。',
    drop: '把改好的 docx 拖到这里，或点击选择',
    dropPhone: '选择改好的 docx',
    dropHint: '只接受 docx，最大 10 MB，不能含宏和外部链接',
    checking: '正在检查模板',
    refused: (file: string) => `“${file}”不能用作模板`,
    notKept: '没有保存，正在使用的模板不受影响。',
    faultTitle: (file: string, count: number) => `“${file}”有 ${count} 处要改`,
    faultHint: '改好后再上传。没有保存，正在使用的模板不受影响。',
    passed: (number: number) => `检查通过，已存为第 ${number} 版，尚未启用`,
    missing: (names: string) => `没有用到这些应有的内容：${names}。仍可启用，但打印出来会缺少它们。`,
    activate: '启用',
    activateVersion: (number: number) => `启用第 ${number} 版`,
    activated: (what: string) => `${what}已启用，之后打印都用它`,
    revert: '恢复系统自带模板',
    versions: '模板版本',
    versionsHint: '每一版都保留，可以随时换回。',
    state: '状态',
    active: '使用中',
    never: '未启用',
    past: (day: string) => `用到 ${day}`,
    number: '版本',
    file: '文件',
    uploadedAt: '上传时间',
    uploadedBy: '上传人',
    acts: '操作',
    readOnly: '换模板由党办（院级）办理。',
    reference: '占位符',
    referenceHint: '在 Word 里照样写上，打印时换成记录里的内容。点一下即可复制。',
    placeholder: '占位符',
    meaning: '内容',
    type: '类型',
    example: '样例',
    needed: '应有',
    yes: '是',
    list: (name: string) => `清单“${name}”内`,
    listStart: (name: string) => `{#${name}}…{/${name}}`,
    copied: (what: string) => `已复制 ${what}`,
    types: {
      text: '文字',
      prose: '分段文字',
      name: '姓名',
      date: '日期',
      moment: '时间',
      number: '数字',
      list: '清单',
    },
    how: '怎么写占位符',
    howLines: {
      value: '单个内容：{会议名称}。',
      list: '清单：在表格一行的第一格写 {#应到人员}，最后一格写 {/应到人员}，这一行会按人数重复；跨几段时，开始和结束各占一段。',
      condition: '没有内容时才显示：{^决议}无。{/决议}；有内容时才显示：{#依据}依据：{依据}{/依据}。',
      braces: '要使用半角的 { }，不要用全角的｛｝。字体、表格、页边距随意调整。',
    },
    print: '制式文书',
    printHint: '按使用中的模板生成 Word 文件；下载会记入审计日志。',
    afterStart: '会议开始后才有记录',
    none: '还没有上传过模板',
    noneHint: '现在使用系统自带的模板。',
    place: (part: string, paragraph: number) => `${part}第 ${paragraph} 段`,
    parts: { body: '正文', header: '页眉', footer: '页脚', note: '脚注或批注' },
    mean: (name: string) => `您要写的可能是 {${name}}。`,
    faults: {
      unknown: (name: string) => `没有名为“${name}”的占位符。`,
      outside_list: (name: string, list: string) => `“${name}”只能写在清单 {#${list}}…{/${list}} 里面。`,
      list_as_value: (name: string) => `“${name}”是清单，要写成 {#${name}}…{/${name}}。`,
      list_in_list: (name: string, list: string) => `清单“${name}”不能写在清单“${list}”里面，请分开写。`,
      list_unclosed: (name: string) => `{#${name}} 没有结束，请在后面补上 {/${name}}。`,
      list_unopened: (name: string) => `{/${name}} 前面没有 {#${name}}，请补上开始或删去它。`,
      list_crossed: (name: string, inner: string) => `{/${name}} 之前要先写 {/${inner}}：后开始的要先结束。`,
      brace_unclosed: (text: string) => `“${text}”缺少右括号 }。`,
      brace_unopened: (text: string) => `“${text}”缺少左括号 {。`,
      brace_doubled: (text: string) => `“${text}”的括号重复了，左右各写一个。`,
      brace_wide: (name: string) => `｛${name}｝用了全角括号，请改成半角的 {${name}}。`,
      list_layout: (name: string) =>
        `清单“${name}”的开始和结束不在同一张表的一行里，也不是各占一段；请放到同一层。`,
      other: (name: string) =>
        name === '' ? 'Word 文件的结构有问题，请重新另存后再传。' : `“${name}”无法处理，请重新输入一遍。`,
    },
    files: {
      not_docx: '这不是 Word 的 docx 文件。请用 Word 或 WPS 另存为 docx 后再上传。',
      old_doc: '这是旧格式的 doc 或 wps 文件。请用 Word 或 WPS 另存为 docx 后再上传。',
      pdf: '这是 PDF，不能当模板修改。请上传 Word 的 docx 文件。',
      template_file: '这是 Word 的模板文件（dotx）。请另存为普通的 docx 文档后再上传。',
      encrypted: '文件设有打开密码。请去掉密码后另存，再上传。',
      macro: '文件里有宏。请另存为不含宏的 docx 后再上传。',
      embedded: '文件里嵌入了别的文件或控件（如 Excel 表、图表对象）。请改成普通表格或图片后再上传。',
      external: (what: string) =>
        `文件链接了外部内容${what === '' ? '' : `（${what}）`}。请断开链接、把图片粘贴进来，并把所附模板改为 Normal，再上传。`,
      fetching_field: (what: string) => `文件里有会读取外部内容的域（${what}）。请删去这个域后再上传。`,
      entities: '文件里有可疑的外部引用（XML 实体），已拒绝打开。请用 Word 或 WPS 重新保存后再上传。',
      bomb: '文件展开后大得不正常，已拒绝打开。请用 Word 或 WPS 重新保存后再上传。',
      too_large: '文件太大，最大 10 MB。请压缩图片后再上传。',
      damaged: '文件已损坏，打不开。请用 Word 或 WPS 打开并重新保存后再上传。',
    },
  },
  en: {
    title: 'Standard forms',
    what: 'Notices, sign-in sheets, minutes and more as Word files laid out by GB/T 9704; templates can be your own.',
    form: 'Form',
    inUse: 'Template in use',
    shipped: 'Of the product',
    shippedHint: 'Laid out by GB/T 9704',
    version: (number) => `Version ${number}`,
    since: (day) => `in use since ${day}`,
    fields: 'Placeholders',
    open: 'Open',
    template: 'Download template',
    sample: 'Preview with sample data',
    samplePreview: 'Makes a Word file from sample data',
    upload: 'Upload a new template',
    uploadHint:
      'Download the template, edit it in Word or WPS, save it as docx and upload it. It is checked first, and used only once you take it into use.',
    drop: 'Drop the edited docx here, or click to choose it',
    dropPhone: 'Choose the edited docx',
    dropHint: 'docx only, at most 10 MB, without macros and external links',
    checking: 'Checking the template',
    refused: (file) => `“${file}” cannot be a template`,
    notKept: 'Nothing was kept; the template in use stays as it is.',
    faultTitle: (file, count) => `“${file}” has ${count} ${count === 1 ? 'place' : 'places'} to mend`,
    faultHint: 'Mend them and upload again. Nothing was kept; the template in use stays as it is.',
    passed: (number) => `Checked and kept as version ${number}, not in use yet`,
    missing: (names) =>
      `These contents are expected and left out: ${names}. It can be used, but what is printed will lack them.`,
    activate: 'Use it',
    activateVersion: (number) => `Use version ${number}`,
    activated: (what) => `${what} is in use; everything printed from now on follows it`,
    revert: 'Return to the template of the product',
    versions: 'Versions of the template',
    versionsHint: 'Every version is kept and can be used again.',
    state: 'State',
    active: 'In use',
    never: 'Never used',
    past: (day) => `Used until ${day}`,
    number: 'Version',
    file: 'File',
    uploadedAt: 'Uploaded',
    uploadedBy: 'By',
    acts: 'Acts',
    readOnly: 'Templates are changed by the Party office of the institution.',
    reference: 'Placeholders',
    referenceHint:
      'Write them in Word as they stand here; printing puts the record in their place. Click to copy.',
    placeholder: 'Placeholder',
    meaning: 'Contents',
    type: 'Type',
    example: 'Example',
    needed: 'Expected',
    yes: 'Yes',
    list: (name) => `In the list ${name}`,
    listStart: (name) => `{#${name}}…{/${name}}`,
    copied: (what) => `Copied ${what}`,
    types: {
      text: 'Text',
      prose: 'Paragraphs',
      name: 'Name',
      date: 'Date',
      moment: 'Time',
      number: 'Number',
      list: 'List',
    },
    how: 'How placeholders are written',
    howLines: {
      value: 'One value: its name in braces, as in the list below.',
      list: 'A list in a table: {#name} in the first cell of a row and {/name} in the last; the row is repeated. Over several paragraphs: beginning and end each in a paragraph of their own.',
      condition:
        'Only when there is nothing: {^name}None.{/name}. Only when there is something: {#name}…{/name}.',
      braces:
        'Use the half-width { } and not the full-width braces of a Chinese keyboard. Fonts, tables and margins are yours.',
    },
    print: 'Standard forms',
    printHint: 'Word files by the template in use; each download is written into the audit log.',
    afterStart: 'There is no record before the meeting has begun',
    none: 'No template was uploaded yet',
    noneHint: 'The template of the product is in use.',
    place: (part, paragraph) => `${part}, paragraph ${paragraph}`,
    parts: { body: 'Body', header: 'Header', footer: 'Footer', note: 'Note' },
    mean: (name) => `Perhaps you mean {${name}}.`,
    faults: {
      unknown: (name) => `There is no placeholder “${name}”.`,
      outside_list: (name, list) => `“${name}” may only stand inside the list {#${list}}…{/${list}}.`,
      list_as_value: (name) => `“${name}” is a list: write {#${name}}…{/${name}}.`,
      list_in_list: (name, list) => `The list “${name}” may not stand inside the list “${list}”.`,
      list_unclosed: (name) => `{#${name}} is not closed: add {/${name}} after it.`,
      list_unopened: (name) => `{/${name}} has no {#${name}} before it: add the beginning or delete it.`,
      list_crossed: (name, inner) => `{/${inner}} must stand before {/${name}}: what begins last ends first.`,
      brace_unclosed: (text) => `“${text}” lacks its closing brace }.`,
      brace_unopened: (text) => `“${text}” lacks its opening brace {.`,
      brace_doubled: (text) => `The braces of “${text}” are doubled: one on each side.`,
      brace_wide: (name) => `“${name}” stands in full-width braces: write {${name}}.`,
      list_layout: (name) =>
        `Beginning and end of the list “${name}” stand neither in one row of one table nor in paragraphs of their own.`,
      other: (name) =>
        name === ''
          ? 'The structure of the Word file is faulty: save it anew and upload it again.'
          : `“${name}” cannot be worked with: type it anew.`,
    },
    files: {
      not_docx: 'This is no Word file (docx). Save it as docx in Word or WPS and upload that.',
      old_doc: 'This is an old doc or wps file. Save it as docx in Word or WPS and upload that.',
      pdf: 'This is a PDF, which cannot be a template. Upload a Word file (docx).',
      template_file:
        'This is a template file of Word (dotx). Save it as a plain docx document and upload that.',
      encrypted: 'The file is protected by a password. Save it without one and upload that.',
      macro: 'The file contains macros. Save it as docx without macros and upload that.',
      embedded:
        'The file embeds another file or a control (a worksheet, a chart object). Make it a plain table or picture and upload that.',
      external: (what) =>
        `The file links to something outside${what === '' ? '' : ` (${what})`}. Break the link, paste pictures in, set the attached template to Normal and upload it again.`,
      fetching_field: (what) =>
        `The file has a field that fetches contents from outside (${what}). Delete the field and upload it again.`,
      entities:
        'The file holds suspicious references (XML entities) and was not opened. Save it again in Word or WPS and upload that.',
      bomb: 'Unpacked, the file is unreasonably large and was not opened. Save it again in Word or WPS and upload that.',
      too_large: 'The file is larger than 10 MB. Compress its pictures and upload it again.',
      damaged: 'The file is damaged. Open it in Word or WPS, save it again and upload that.',
    },
  },
})

/** What is wrong in one sentence, with what may be meant. */
export function faultSentence({ code, name, nearest }: Fault, language: Language): string {
  const text = inLanguage(formsText, language)
  const { faults } = text
  if (code === 'outside_list' || code === 'list_in_list' || code === 'list_crossed')
    return faults[code](name, nearest ?? '')
  if (code === 'unknown') return `${faults.unknown(name)}${nearest === null ? '' : text.mean(nearest)}`
  return faults[code](name)
}

/** 正文第 3 段; '' where the place is not known. */
export function placeOf({ part, paragraph }: Fault, language: Language): string {
  const text = inLanguage(formsText, language)
  return part === null || paragraph === null ? '' : text.place(text.parts[part], paragraph)
}

/** Why a file was refused, or null when that was not it. */
export function fileSentence(
  code: string,
  facts: Readonly<Record<string, unknown>>,
  language: Language,
): string | null {
  const text = inLanguage(formsText, language)
  if (code === 'too_large') return text.files.too_large
  const { reason, what } = facts
  if (code !== 'unreadable_file' || typeof reason !== 'string') return null
  const named = typeof what === 'string' ? what : ''
  if (reason === 'external' || reason === 'fetching_field') return text.files[reason](named)
  const sentences: Readonly<Record<string, unknown>> = text.files
  const sentence = sentences[reason]
  return typeof sentence === 'string' ? sentence : text.files.damaged
}
