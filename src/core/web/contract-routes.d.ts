// Methods and paths of all endpoints, made from src/contract.ts by the plugin in vite.config.ts.
declare module 'virtual:contract-routes' {
  import type { AnyContractRouter } from '@orpc/contract'

  const routes: AnyContractRouter
  export default routes
}
