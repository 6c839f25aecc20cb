// Builds the web part: sources in src/web, result in dist/web, calls to /api go to the server while developing.

import { resolve } from 'node:path'
import { type AnyContractRouter, minifyContractRouter } from '@orpc/contract'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, runnerImport } from 'vite'

const server = `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`

/**
 * The client needs methods and paths only. Taking them out while building keeps schemas, and whatever else the
 * contracts import on the server's side, away from the browser.
 */
function contractRoutes(): Plugin {
  const name = 'virtual:contract-routes'
  const source = resolve(import.meta.dirname, 'src/contract.ts')
  return {
    name: 'contract-routes',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    async load(id) {
      if (id !== `\0${name}`) return undefined
      const { module, dependencies } = await runnerImport<{ contract: AnyContractRouter }>(source)
      for (const file of dependencies) this.addWatchFile(file)
      // Descriptions are texts or lists of texts; an endpoint of the same name would be an object and stays.
      const plain = (key: string, value: unknown) =>
        ['summary', 'description', 'tags'].includes(key) &&
        (typeof value === 'string' || Array.isArray(value))
          ? undefined
          : value
      return `export default ${JSON.stringify(minifyContractRouter(module.contract), plain)}`
    },
  }
}

export default defineConfig({
  root: resolve(import.meta.dirname, 'src/web'),
  plugins: [contractRoutes(), react()],
  server: { proxy: { '/api': server } },
  build: {
    outDir: resolve(import.meta.dirname, 'dist/web'),
    emptyOutDir: true,
    sourcemap: false,
    target: 'es2023',
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        // antd's parts are named after all screens that need them: too long for a file name.
        chunkFileNames: ({ name }) => `assets/${name.startsWith('antd') ? 'antd' : '[name]'}-[hash].js`,
        // Libraries change seldom: in files of their own they stay in the browser's cache over releases.
        codeSplitting: {
          groups: [
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 30 },
            {
              // Split by which screens need it: the first page does not load the table's or the calendar's part.
              name: 'antd',
              test: /node_modules[\\/](antd|@ant-design|@rc-component)[\\/]/,
              entriesAware: true,
              entriesAwareMergeThreshold: 20_000,
              priority: 10,
            },
            {
              name: 'react',
              // dayjs is CommonJS: in antd's group the split would have its parts import each other before it is there.
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|dayjs)[\\/]/,
              priority: 20,
            },
          ],
        },
      },
    },
  },
})
