// Waiting, emptiness and failure: said the same way on every screen.
import { CopyOutlined } from '@ant-design/icons'
import { App, Button, Skeleton } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { readError } from './client.ts'
import { Go } from './go.tsx'
import { Refusal } from './law.tsx'
import { signInPath } from './session.ts'
import { statusText } from './status-words.ts'
import { useText } from './text.ts'

/** Nothing for 0.3 s, then a skeleton; after 2 s it says what is happening. */
export function Loading({ what, rows = 4 }: { what?: string; rows?: number }) {
  const text = useText(statusText)
  const [stage, setStage] = useState(0)
  useEffect(() => {
    const soon = setTimeout(() => setStage(1), 300)
    const later = setTimeout(() => setStage(2), 2000)
    return () => {
      clearTimeout(soon)
      clearTimeout(later)
    }
  }, [])
  if (stage === 0) return null
  return (
    <div className="loading" role="status" aria-label={text.loading}>
      {stage === 2 && <p className="second">{what ? text.loadingLong(what) : text.loading}…</p>}
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  )
}

/** Says what will be here and gives the first step. */
export function EmptyState({ title, hint, action }: { title?: string; hint?: string; action?: ReactNode }) {
  const text = useText(statusText)
  return (
    <div className="empty-state">
      <svg width="48" height="48" viewBox="0 0 48 48" aria-hidden="true" className="empty-mark">
        <rect x="8" y="7" width="32" height="34" rx="4" fill="none" stroke="currentColor" strokeWidth="2" />
        <path d="M15 17h18M15 24h18M15 31h10" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
      <p className="empty-title">{title ?? text.noData}</p>
      {hint && <p className="second prose">{hint}</p>}
      {action}
    </div>
  )
}

/** What happened, what is safe, what to do, and the id to quote. `retry` shows the button that tries again. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const text = useText(statusText)
  const { message } = App.useApp()
  const { code, refusals, issues, requestId } = readError(error)
  const button = {
    unauthenticated: text.signIn,
    stale: text.reload,
    wrong_state: text.reload,
    forbidden: null,
    not_found: null,
    wrong_credentials: null,
  }
  const label = code in button ? button[code as keyof typeof button] : text.retry
  const here = location.pathname + location.search
  return (
    <div className="error-state" role="alert">
      <p className="error-title">{text.happened[code]}</p>
      <div className="prose">
        <p>{text.safe[code]}</p>
        <p>{text.todo[code]}</p>
      </div>
      {issues.length > 0 && (
        <ul aria-label={text.issues}>
          {issues.map((issue) => (
            <li key={`${issue.path} ${issue.code}`}>
              {issue.path}: {issue.message}
            </li>
          ))}
        </ul>
      )}
      {refusals.map((refusal) => (
        <Refusal key={refusal.rule} refusal={refusal} />
      ))}
      <div className="row">
        {code === 'unauthenticated' && <Go to={signInPath(here)}>{text.signIn}</Go>}
        {code !== 'unauthenticated' && label !== null && retry && <Button onClick={retry}>{label}</Button>}
        {(code === 'not_found' || code === 'forbidden') && <Go to="/">{text.home}</Go>}
        {requestId !== null && (
          <button
            type="button"
            className="plain request-id"
            title={text.copy}
            onClick={() =>
              void navigator.clipboard.writeText(requestId).then(() => message.success(text.copied))
            }
          >
            {text.requestId(requestId)} <CopyOutlined aria-hidden />
          </button>
        )}
      </div>
    </div>
  )
}

type UndoableAct = { message: string; undo: () => Promise<unknown> }

/** `const offerUndo = useUndo(); offerUndo({ message: '已删除 1 条记录', undo: () => … })`: stands for ten seconds. */
export function useUndo(): (act: UndoableAct) => void {
  const { notification, message: toast } = App.useApp()
  const text = useText(statusText)
  return ({ message, undo }) => {
    const key = `undo-${message}-${Date.now()}`
    const run = () => {
      notification.destroy(key)
      undo().then(
        () => toast.success(text.undone),
        (error: unknown) => toast.error(`${text.undoFailed}: ${text.happened[readError(error).code]}`),
      )
    }
    notification.open({
      key,
      title: message,
      duration: 10,
      showProgress: true,
      pauseOnHover: true,
      role: 'status',
      actions: (
        <Button size="small" type="primary" onClick={run}>
          {text.undo}
        </Button>
      ),
    })
  }
}

/** A short message for a failed act that keeps the page: `onError: useFailure()`. */
export function useFailure(): (error: unknown) => void {
  const { notification } = App.useApp()
  return (error) => {
    const code = readError(error).code
    notification.open({
      key: `failure-${code}`,
      title: null,
      description: <ErrorState error={error} />,
      duration: code === 'rule_broken' ? 0 : 12,
      role: 'alert',
      placement: 'top',
    })
  }
}
