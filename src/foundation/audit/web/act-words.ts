// What endpoints and subjects are called in the audit log; an unknown one shows its raw name.
import { defineText } from '../../../core/web/text.ts'

export const actText = defineText({
  zh: {
    acts: {
      accounts: {
        signIn: '登录',
        signOut: '退出登录',
        setLanguage: '切换语言',
        changePassword: '修改本人密码',
        create: '新建账号',
        grant: '授予角色',
        revoke: '收回角色',
        disable: '停用或启用账号',
        resetPassword: '重置密码',
      },
      calendar: { saveYear: '保存年度放假安排' },
      org: {
        createUnit: '新设单位',
        renameUnit: '单位更名',
        moveUnit: '调整上级单位',
        dissolveUnit: '撤销或恢复单位',
        person: '查看个人资料',
      },
      duties: { waive: '免办应办事项', unwaive: '取消免办' },
      exchange: {
        template: '下载工作簿模板',
        preview: '预览工作簿',
        import: '导入工作簿',
        export: '导出工作簿',
      },
      meetings: {
        plan: '安排会议',
        update: '修改会议',
        setAgenda: '修改议程',
        notify: '发出会议通知',
        cancel: '取消会议',
        open: '会议开始',
        attend: '登记到会',
        propose: '提出决议',
        vote: '登记表决',
        decide: '宣布表决结果',
        close: '会议结束',
        confirm: '确认记录',
        minutesFile: '导出会议记录',
      },
      discharges: {
        begin: '开始导入病案首页',
        check: '检查病案首页文件',
        publish: '发布病案首页',
        cancel: '取消导入',
        rollBack: '撤回导入',
        faultsFile: '下载问题清单',
        stays: '查看病案首页明细',
        recordNumber: '查看病案号',
        importList: '导入代码表',
      },
      assessment: { saveResult: '保存考核成绩', saveWorkload: '保存年度数据' },
    },
    subjects: {
      account: '账号',
      unit: '单位',
      person: '人员',
      duty: '应办事项',
      meeting: '会议',
      workbook: '工作簿',
      calendar_year: '年度放假安排',
      assessment_result: '考核成绩',
      workload: '年度数据',
      discharge_run: '病案首页导入',
      discharge_stay: '病案首页',
      discharge_code_list: '代码表',
      endpoint: '操作',
    },
  },
  en: {
    acts: {
      accounts: {
        signIn: 'Sign in',
        signOut: 'Sign out',
        setLanguage: 'Choose language',
        changePassword: 'Change own password',
        create: 'Create account',
        grant: 'Grant role',
        revoke: 'Take role back',
        disable: 'Disable or enable account',
        resetPassword: 'Reset password',
      },
      calendar: { saveYear: 'Save holidays of a year' },
      org: {
        createUnit: 'Found unit',
        renameUnit: 'Rename unit',
        moveUnit: 'Move unit',
        dissolveUnit: 'Dissolve or restore unit',
        person: 'Read personal record',
      },
      duties: { waive: 'Waive duty', unwaive: 'Take waiver back' },
      exchange: {
        template: 'Download workbook template',
        preview: 'Preview workbook',
        import: 'Import workbook',
        export: 'Export workbook',
      },
      meetings: {
        plan: 'Plan meeting',
        update: 'Change meeting',
        setAgenda: 'Change agenda',
        notify: 'Send notice',
        cancel: 'Cancel meeting',
        open: 'Open meeting',
        attend: 'Record attendance',
        propose: 'Propose resolution',
        vote: 'Record vote',
        decide: 'Declare result of vote',
        close: 'Close meeting',
        confirm: 'Confirm record',
        minutesFile: 'Export minutes',
      },
      discharges: {
        begin: 'Begin an import of front pages',
        check: 'Check a file of front pages',
        publish: 'Publish front pages',
        cancel: 'Cancel an import',
        rollBack: 'Roll an import back',
        faultsFile: 'Download the list of faults',
        stays: 'See front pages one by one',
        recordNumber: 'See a record number',
        importList: 'Import a code list',
      },
      assessment: { saveResult: 'Save assessment result', saveWorkload: 'Save yearly figure' },
    },
    subjects: {
      account: 'Account',
      unit: 'Unit',
      person: 'Person',
      duty: 'Duty',
      meeting: 'Meeting',
      workbook: 'Workbook',
      calendar_year: 'Holidays of a year',
      assessment_result: 'Assessment result',
      workload: 'Yearly figure',
      discharge_run: 'Import of front pages',
      discharge_stay: 'Front page',
      discharge_code_list: 'Code list',
      endpoint: 'Action',
    },
  },
})

type Table = { readonly [key: string]: string | Table }

/** The word under a path of keys, or the raw name: 'meetings.close' → 会议结束. */
export function wordOf(table: object, path: readonly string[]): string | null {
  let step: string | Table | undefined = table as Table
  for (const key of path) {
    if (typeof step !== 'object' || !Object.hasOwn(step, key)) return null
    step = step[key]
  }
  return typeof step === 'string' ? step : null
}
