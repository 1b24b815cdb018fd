import { titled } from '../_i18n/titled.ts'
import { DeskPage } from './desk-page.tsx'

export const generateMetadata = titled({ zh: '指挥席', en: 'Desk' })

export default function Page() {
  return <DeskPage />
}
