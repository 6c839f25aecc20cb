// Life cycles as tables: states, and moves that name where they lead from and to; checked when declared.

export type Move<State extends string> = { readonly from: readonly State[]; readonly to: State }

export type Workflow<State extends string, Name extends string> = {
  readonly name: string
  readonly initial: State
  readonly states: readonly State[]
  readonly moves: Readonly<Record<Name, Move<State>>>
  /** The moves that may start in this state. */
  readonly movesFrom: (state: State) => readonly Name[]
  readonly allows: (state: State, move: Name) => boolean
}

/** Declares a life cycle. Throws when a move names an unknown state or a state cannot be reached. */
export function workflow<const State extends string, const Name extends string>(table: {
  readonly name: string
  readonly initial: NoInfer<State>
  readonly states: readonly State[]
  readonly moves: Readonly<
    Record<Name, { readonly from: readonly NoInfer<State>[]; readonly to: NoInfer<State> }>
  >
}): Workflow<State, Name> {
  const names = Object.keys(table.moves) as Name[]
  const reached = new Set<State>([table.initial])
  for (let grew = true; grew; ) {
    grew = false
    for (const name of names) {
      const { from, to } = table.moves[name]
      for (const state of [...from, to]) {
        if (!table.states.includes(state))
          throw new Error(`${table.name}: ${name} names unknown state ${state}`)
      }
      if (!reached.has(to) && from.some((state) => reached.has(state))) {
        reached.add(to)
        grew = true
      }
    }
  }
  const lost = table.states.filter((state) => !reached.has(state))
  if (lost.length > 0) throw new Error(`${table.name}: states that cannot be reached: ${lost.join(', ')}`)
  const allows = (state: State, move: Name): boolean => table.moves[move].from.includes(state)
  return { ...table, allows, movesFrom: (state) => names.filter((name) => allows(state, name)) }
}
