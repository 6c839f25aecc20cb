// The words of the sign-in.

import { defineText } from '../core/web/text.ts'

export const signInText = defineText({
  zh: {
    title: '登录',
    product: '党建引领公立医院高质量发展平台',
    username: '用户名',
    usernameHint: '一般为工号',
    password: '密码',
    needUsername: '请填写用户名',
    needPassword: '请填写密码',
    capsLock: '大写锁定已打开',
    submit: '登录',
    otherLanguage: 'English 英文',
    steps: { password: '设置自己的密码', code: '动态口令', enrol: '启用动态口令' },
    first: '您用的是初始密码，它只能用来设置一个自己的密码。',
    wornOut: '您的密码已到期，请换一个新的。',
    least: (count: number) =>
      `至少 ${count} 个字符，越长越好；不含用户名和姓名。几个不相干的词连起来，好记又难猜。`,
    save: '保存并登录',
    code: '身份验证器上的六位数字',
    codeHint: '手机不在身边时，可输入一个恢复码。',
    needCode: '请填写六位数字或恢复码',
    go: '继续',
    again: '重新登录',
    enrolFirst: '您的角色须使用动态口令，现在启用，以后登录都会用到。',
    stepOver: '这一步已超时，请重新登录',
    until: (time: string) => `请在 ${time} 之后再试；忘记密码请联系系统管理员重置。`,
    last: (at: string, address: string | null) =>
      address === null ? `上次登录：${at}` : `上次登录：${at}，来自 ${address}`,
    failures: (count: number) => `此后有 ${count} 次登录失败。如不是您本人，请修改密码，并告诉系统管理员。`,
    signOn: (name: string) => `用${name}登录`,
    returning: '正在完成登录…',
    reasons: {
      first_password_expired: {
        happened: '初始密码已过期',
        todo: '请联系系统管理员重置，会得到一个新的初始密码。',
      },
      provider_unreachable: { happened: '统一身份认证没有应答', todo: '请稍后再试，或用用户名和密码登录。' },
      sign_on_expired: { happened: '这次登录已超时或已用过', todo: '请重新登录。' },
      sign_on_denied: { happened: '您在统一身份认证中取消了登录', todo: '需要时请重新登录。' },
      sign_on_failed: {
        happened: '统一身份认证的应答没有通过核对',
        todo: '没有登录。请重新登录；仍不行，请联系系统管理员。',
      },
      no_account: {
        happened: '您在这里还没有账号',
        todo: '统一身份认证已认出您，但系统里没有对应的账号，请联系系统管理员新建。',
      },
      linked_elsewhere: { happened: '这个账号已与另一个身份对应', todo: '请联系系统管理员重置后再试。' },
    },
    help: '忘记密码或没有账号，请联系本单位系统管理员。',
    demo: '演示账号',
    demoHint: '点一个即填入用户名；密码见启动时的提示。',
  },
  en: {
    title: 'Sign in',
    product: 'Party building and performance of public hospitals',
    username: 'User name',
    usernameHint: 'Usually your staff number',
    password: 'Password',
    needUsername: 'Please enter your user name',
    needPassword: 'Please enter your password',
    capsLock: 'Caps lock is on',
    submit: 'Sign in',
    otherLanguage: '中文',
    steps: { password: 'Set your own password', code: 'Second factor', enrol: 'Turn on the second factor' },
    first: 'You used a first password: it only serves to set a password of your own.',
    wornOut: 'Your password is worn out: please choose a new one.',
    least: (count) =>
      `At least ${count} characters, the longer the better; not your names. A few unrelated words are easy to keep and hard to guess.`,
    save: 'Save and sign in',
    code: 'The six digits of your authenticator',
    codeHint: 'Without your phone a recovery code will do.',
    needCode: 'Please enter the six digits or a recovery code',
    go: 'Go on',
    again: 'Sign in again',
    enrolFirst: 'Your role demands a second factor: turn it on now, each sign-in will use it.',
    stepOver: 'This step took too long: please sign in again',
    until: (time) =>
      `Please try again after ${time}; the system administrator can reset a forgotten password.`,
    last: (at, address) => (address === null ? `Last sign-in: ${at}` : `Last sign-in: ${at} from ${address}`),
    failures: (count) =>
      `${count} failed tries since then. If that was not you, change the password and tell the system administrator.`,
    signOn: (name) => `Sign in with ${name}`,
    returning: 'Completing the sign-in…',
    reasons: {
      first_password_expired: {
        happened: 'The first password has expired',
        todo: 'Ask the system administrator for a new one.',
      },
      provider_unreachable: {
        happened: 'The identity provider does not answer',
        todo: 'Try again later, or use user name and password.',
      },
      sign_on_expired: {
        happened: 'This sign-in took too long, or was used already',
        todo: 'Please sign in again.',
      },
      sign_on_denied: {
        happened: 'You cancelled at the identity provider',
        todo: 'Sign in again when you wish.',
      },
      sign_on_failed: {
        happened: 'The answer of the identity provider did not hold',
        todo: 'You are not signed in. Try again, or ask the system administrator.',
      },
      no_account: {
        happened: 'You have no account here yet',
        todo: 'The identity provider knows you, but there is no account: ask the system administrator.',
      },
      linked_elsewhere: {
        happened: 'This account belongs to another identity',
        todo: 'Ask the system administrator to reset it.',
      },
    },
    help: 'Forgot the password, or no account? Ask the system administrator of your unit.',
    demo: 'Demo accounts',
    demoHint: 'Choose one to fill in its name; the password is printed at start.',
  },
})
