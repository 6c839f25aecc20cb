// What endpoints and subjects are called in the audit log; an unknown one shows its raw name.

export const actWords = {
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
      audit: { exportTable: '导出审计日志', exportChain: '导出审计链' },
      calendar: { saveYear: '保存年度放假安排' },
      org: {
        createUnit: '新设单位',
        renameUnit: '单位更名',
        moveUnit: '调整上级单位',
        dissolveUnit: '撤销或恢复单位',
      },
      people: { person: '查看个人资料' },
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
      findings: { setAside: '说明理由后暂缓', takeUp: '取消暂缓', saveSettings: '保存核对口径' },
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
      finding: '问题提示',
      finding_settings: '核对口径',
      assessment_result: '考核成绩',
      workload: '年度数据',
      audit: '审计日志',
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
      audit: { exportTable: 'Export audit log', exportChain: 'Export audit chain' },
      calendar: { saveYear: 'Save holidays of a year' },
      org: {
        createUnit: 'Found unit',
        renameUnit: 'Rename unit',
        moveUnit: 'Move unit',
        dissolveUnit: 'Dissolve or restore unit',
      },
      people: { person: 'Read personal record' },
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
      findings: {
        setAside: 'Set a finding aside',
        takeUp: 'Take a finding up again',
        saveSettings: 'Save thresholds of findings',
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
      finding: 'Finding',
      finding_settings: 'Thresholds of findings',
      assessment_result: 'Assessment result',
      workload: 'Yearly figure',
      audit: 'Audit log',
      endpoint: 'Action',
    },
  },
}

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
