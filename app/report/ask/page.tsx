import { Suspense } from 'react'
import { titled } from '../../_i18n/titled.ts'
import { PublicAsk } from './public-ask.tsx'

export const generateMetadata = titled({ zh: '问一问', en: 'Ask' })

export default function Page() {
  return (
    <Suspense>
      <PublicAsk />
    </Suspense>
  )
}
