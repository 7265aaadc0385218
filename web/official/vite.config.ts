import { fileURLToPath } from 'node:url'
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

export default defineConfig({
  base: '/cong-viec/',
  plugins: [stylesWithoutTags(), react()],
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    port: 5173,
    proxy: { '/api': process.env['SAURO_URL'] ?? 'http://127.0.0.1:4180' },
  },
})
