import type { ThemeConfig } from 'antd'
import type { Scheme } from '../app/scheme.ts'

/** antd reads the same tokens as everything else: their computed values, so that tokens.css stays the only place of a colour. */
function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

/** The scheme is an argument only to say when the tokens have to be read again. */
export function antdTheme(scheme: Scheme): ThemeConfig {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  const dark = scheme === 'dark'
  return {
    cssVar: { key: `sauro-${scheme}` },
    hashed: false,
    token: {
      colorPrimary: token('--cham'),
      colorPrimaryHover: token('--cham-d'),
      colorPrimaryBg: token('--cham-1'),
      colorPrimaryBgHover: token('--cham-2'),
      colorSuccess: token('--ok'),
      colorWarning: token('--due'),
      colorError: token('--late'),
      colorText: token('--ink'),
      colorTextSecondary: token('--ink-2'),
      colorTextTertiary: token('--ink-2'),
      colorTextQuaternary: token('--wait'),
      colorTextPlaceholder: token('--ink-2'),
      colorTextLightSolid: token('--on'),
      colorBorder: token('--wait-2'),
      colorBorderSecondary: token('--line-2'),
      colorBgLayout: token('--bg'),
      colorBgContainer: token('--card'),
      colorBgElevated: token('--card'),
      colorFillAlter: token('--bg'),
      controlItemBgHover: token('--cham-0'),
      controlItemBgActive: token('--cham-1'),
      borderRadius: 6,
      borderRadiusLG: 8,
      fontFamily: token('--font'),
      fontSize: 14,
      lineHeight: 1.7143,
      controlHeight: 40,
      controlHeightSM: 32,
      sizeUnit: 4,
      sizeStep: 4,
      wireframe: false,
      motion: !calm,
      ...(dark ? { colorBgMask: 'rgb(0 0 0 / 60%)' } : {}),
    },
    components: {
      Table: { headerBg: 'transparent', cellPaddingBlock: 8, rowSelectedBg: token('--cham-1') },
    },
  }
}
