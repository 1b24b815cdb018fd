import { titled } from '../../_i18n/titled.ts'
import { SecondPage } from './second-page.tsx'

export const generateMetadata = titled({ zh: '指挥席·第二屏', en: 'Desk, second screen' })

export default function Page() {
  return <SecondPage />
}
