// A small choice of one person on one device (theme, language, columns): kept in local storage, shared by all hooks.
import { useSyncExternalStore } from 'react'

export type Choice<T> = {
  read: () => T
  choose: (value: T) => void
  /** True when the person has chosen, false while the default holds. */
  chosen: () => boolean
  subscribe: (listener: () => void) => () => void
}

function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null // storage may be closed (private window): the choice then lives as long as the page
  }
}

/** `parse` turns the stored text into a value, or undefined when the text is not (or no longer) a valid one. */
export function makeChoice<T>(
  key: string,
  parse: (text: string) => T | undefined,
  otherwise: () => T,
  print: (value: T) => string = String,
): Choice<T> {
  const name = `linghang.${key}`
  const listeners = new Set<() => void>()
  const stored = readStored(name)
  let value = stored === null ? undefined : parse(stored)
  // The default is computed once, since a hook must get the same object each time it asks.
  let fallback: { value: T } | undefined
  const changed = () => {
    for (const listener of listeners) listener()
  }
  globalThis.addEventListener?.('storage', (event) => {
    if (event.key !== name) return
    value = event.newValue === null ? undefined : parse(event.newValue)
    changed()
  })
  return {
    read: () => {
      if (value !== undefined) return value
      fallback ??= { value: otherwise() }
      return fallback.value
    },
    chosen: () => value !== undefined,
    choose: (next) => {
      value = next
      try {
        localStorage.setItem(name, print(next))
      } catch {
        // see readStored
      }
      changed()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useChoice<T>(choice: Choice<T>): [T, (value: T) => void] {
  return [useSyncExternalStore(choice.subscribe, choice.read, choice.read), choice.choose]
}

/** A parser for a closed list of words. */
export function oneOf<const W extends string>(...words: W[]): (text: string) => W | undefined {
  return (text) => words.find((word) => word === text)
}
