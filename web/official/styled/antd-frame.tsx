import { StyleProvider } from '@ant-design/cssinjs'
import { ConfigProvider } from 'antd'
import enGB from 'antd/locale/en_GB'
import viVN from 'antd/locale/vi_VN'
import dayjs from 'dayjs'
import 'dayjs/locale/vi'
import 'dayjs/locale/en-gb'
import { useMemo, type ReactNode } from 'react'
import { useScheme } from '../app/scheme.ts'
import { useSpeech } from '../words/use-words.tsx'
import { antdTheme } from './antd-theme.ts'

/** What antd needs around it: our tokens, our language, its styles in a layer below ours. Only pages that use antd load it. */
export function AntdFrame({ children }: { children: ReactNode }) {
  const scheme = useScheme()
  const { language } = useSpeech()
  const theme = useMemo(() => antdTheme(scheme), [scheme])
  dayjs.locale(language === 'vi' ? 'vi' : 'en-gb')
  return (
    <StyleProvider layer>
      <ConfigProvider
        locale={language === 'vi' ? viVN : enGB}
        theme={theme}
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
      >
        {children}
      </ConfigProvider>
    </StyleProvider>
  )
}
