import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const insertsStyleTags = /@rc-component\/util\/es\/Dom\/dynamicCSS|@ant-design\/icons\/es\/cssUtils/
const adoptedSheets = fileURLToPath(new URL('./styled/adopted-sheets.ts', import.meta.url))

/**
 * antd writes its styles into <style> tags, which `style-src 'self'` refuses. The two modules that make those tags
 * are replaced by ours, which adopts constructed sheets: the policy stays strict, without a nonce.
 */
function stylesWithoutTags(): Plugin {
  return {
    name: 'styles-without-tags',
    enforce: 'pre',
    load: (id) => (insertsStyleTags.test(id) ? `export * from ${JSON.stringify(adoptedSheets)}` : undefined),
  }
}

const worthPacking = /\.(js|css|svg)$/
const least_bytes = 1024

/** Packs what is sent once, at build time: the server hands out `.br` and `.gz` beside each file. */
function packedBesides(): Plugin {
  const assets = fileURLToPath(new URL('./dist/assets', import.meta.url))
  return {
    name: 'packed-besides',
    apply: 'build',
    closeBundle() {
      for (const name of readdirSync(assets)) {
        if (age_ms(join(assets, name)) > week_ms) rmSync(join(assets, name))
        else if (worthPacking.test(name)) pack(join(assets, name))
      }
    },
  }
}

const week_ms = 7 * 24 * 3_600_000
const age_ms = (file: string): number => Date.now() - statSync(file).mtimeMs

function pack(file: string): void {
  const bytes = readFileSync(file)
  if (bytes.length < least_bytes) return
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }))
}

export default defineConfig({
  base: '/cong-viec/',
  plugins: [stylesWithoutTags(), react(), packedBesides()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    // A page that is open keeps its parts while a newer build is laid beside them; old parts are swept after a week.
    emptyOutDir: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 5173,
    proxy: { '/api': process.env['SAURO_URL'] ?? 'http://127.0.0.1:4180' },
  },
})
