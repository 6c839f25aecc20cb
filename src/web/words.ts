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
    help: 'Forgot the password, or no account? Ask the system administrator of your unit.',
    demo: 'Demo accounts',
    demoHint: 'Choose one to fill in its name; the password is printed at start.',
  },
})
