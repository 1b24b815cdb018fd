import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { legendOf } from '../../../tiles/style/city-style.ts'
import type { StyleParameters } from '../../../tiles/style/map-layer.ts'
import { saveFile } from '../../_export/save-file.ts'
import { inLocale } from '../../_i18n/locale.ts'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { Field, Input, Select } from '../../_ui/field.tsx'
import { useSession } from '../../_ui/session-gate.tsx'
import { useToast } from '../../_ui/toasts.tsx'
import type { MapController } from '../map-controller.ts'
import { composeSheet } from './compose-sheet.ts'
import { pdfOfPicture } from './pdf-of-picture.ts'

/** The view as a sheet of paper: title, legend, scale, north, the moment, where it comes from. */
export function PrintDialog({
  controller,
  parameters,
  onClose,
}: {
  controller: MapController
  parameters: StyleParameters
  onClose: () => void
}) {
  const t = useTranslations('map.print')
  const locale = useLocale()
  const format = useFormatter()
  const say = useToast()
  const { city, user } = useSession()
  const cityName = inLocale(locale, city.name, city.nameEn)
  const [title, setTitle] = useState(() => t('titleOf', { city: cityName }))
  const [kind, setKind] = useState<'pdf' | 'png'>('pdf')
  const [isBusy, setBusy] = useState(false)
  async function print() {
    setBusy(true)
    try {
      const at = new Date()
      const moment = format.dateTime(at, 'momentOfYear')
      const { canvas: picture, pixelRatio } = await controller.takeSheetPicture()
      const sheet = composeSheet({
        title: title.trim() || cityName,
        subtitle: t('subtitle', { city: cityName, time: moment }),
        notes: [
          t('coordinates'),
          [t('sources', { city: cityName }), controller.attribution].filter(Boolean).join(' · '),
          t('by', { name: user.name, time: moment }),
        ],
        legendTitle: t('legend'),
        legend: legendOf(parameters).map(({ swatch, label }) => ({
          swatch,
          label:
            swatch.kind === 'ramp'
              ? `${swatch.from[parameters.language]} → ${swatch.to[parameters.language]}`
              : label[parameters.language],
        })),
        picture,
        metersPerPixel: controller.metersPerPixel() / pixelRatio,
        bearingDegrees: controller.camera.bearingDegrees ?? 0,
        pixelRatio,
      })
      const blob = await new Promise<Blob | null>((resolve) =>
        sheet.toBlob(resolve, kind === 'pdf' ? 'image/jpeg' : 'image/png', 0.92),
      )
      if (!blob) throw new Error('no picture')
      const name = `${title.trim() || cityName}.${kind}`
      if (kind === 'png') saveFile(name, blob)
      else {
        const jpeg = new Uint8Array(await blob.arrayBuffer())
        const pdf = pdfOfPicture({ jpeg, widthPixels: sheet.width, heightPixels: sheet.height }, title)
        saveFile(name, new Blob([pdf as Uint8Array<ArrayBuffer>], { type: 'application/pdf' }))
      }
      say({ kind: 'done', title: t('done', { name }) })
      onClose()
    } catch {
      say({ kind: 'failed', title: t('failed') })
      setBusy(false)
    }
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('print')}
      description={t('hint')}
      footer={
        <>
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button look="primary" data-act="print" disabled={isBusy} onClick={() => void print()}>
            {t(isBusy ? 'busy' : 'make')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t('title')}>
          {(props) => (
            <Input
              {...props}
              value={title}
              maxLength={60}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('format')}>
          {(props) => (
            <Select
              {...props}
              value={kind}
              onChange={(event) => setKind(event.target.value as 'pdf' | 'png')}
            >
              <option value="pdf">{t('pdf')}</option>
              <option value="png">PNG</option>
            </Select>
          )}
        </Field>
      </div>
    </Dialog>
  )
}
