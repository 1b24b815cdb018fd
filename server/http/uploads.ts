import { MAX_VIDEO_BYTES } from '../attachments/prepare-upload.ts'
import { CodedError } from '../errors.ts'
import type { Services } from '../services.ts'
import { appendUpload } from '../uploads/append-upload.ts'
import { createUpload } from '../uploads/create-upload.ts'
import { dropUpload } from '../uploads/drop-upload.ts'
import { findUpload } from '../uploads/find-upload.ts'
import { KEEP_HOURS } from '../uploads/sweep-uploads.ts'
import type { Exchange, Route } from './route.ts'

const VERSION = '1.0.0'
const MAX_METADATA = 2000
const OFFSET_TYPE = 'application/offset+octet-stream'
const ALWAYS = { 'tus-resumable': VERSION, 'cache-control': 'no-store' }
const WHAT_WE_CAN = {
  'tus-version': VERSION,
  'tus-extension': 'creation,creation-with-upload,termination,expiration',
  'tus-max-size': String(MAX_VIDEO_BYTES),
}

/**
 * Resumable uploads by the tus protocol, version 1.0.0: `POST /api/uploads` begins one, `PATCH` of its address goes on
 * from an offset, `HEAD` says how far it came, `DELETE` takes it back. Its id then stands for the file, in `uploads` of a
 * report or of a case's photos.
 */
export function uploadRoutes(services: Services): Route[] {
  return [
    {
      method: 'ANY',
      path: '/api/uploads',
      permission: 'uploads.send',
      handle: (exchange) => begin(services, exchange),
    },
    {
      method: 'ANY',
      path: '/api/uploads/:uploadId',
      permission: 'uploads.send',
      handle: (exchange) => goOn(services, exchange),
    },
  ]
}

async function begin(services: Services, { req, res, actor, clientAddress }: Exchange): Promise<void> {
  if (req.method === 'OPTIONS') {
    res.writeHead(204, { ...ALWAYS, ...WHAT_WE_CAN }).end()
    return
  }
  if (req.method !== 'POST') throw notByThisMethod()
  mustSpeakTus(req)
  const metadata = metadataIn(req)
  const file = { bytes: numberIn(req, 'upload-length'), type: typeIn(metadata), metadata }
  const { uploadId } = await createUpload(services, actor, file, clientAddress)
  // The answer says where it is even where the bytes that came along broke off.
  const offset =
    req.headers['content-type'] === OFFSET_TYPE
      ? await appendUpload(services, actor, uploadId, 0, bodyOf(req))
      : 0
  res
    .writeHead(201, {
      ...ALWAYS,
      location: `/api/uploads/${uploadId}`,
      'upload-offset': String(offset),
      'upload-expires': expiry(services),
    })
    .end()
}

async function goOn(services: Services, { req, res, actor, params }: Exchange): Promise<void> {
  const uploadId = params.uploadId ?? ''
  if (req.method === 'OPTIONS') {
    res.writeHead(204, { ...ALWAYS, ...WHAT_WE_CAN }).end()
    return
  }
  if (req.method !== 'HEAD' && req.method !== 'PATCH' && req.method !== 'DELETE') throw notByThisMethod()
  mustSpeakTus(req)
  if (req.method === 'DELETE') {
    await dropUpload(services, actor, uploadId)
    res.writeHead(204, ALWAYS).end()
    return
  }
  if (req.method === 'HEAD') {
    const upload = await findUpload(services, actor, uploadId)
    res
      .writeHead(200, {
        ...ALWAYS,
        'upload-offset': String(upload.received_bytes),
        'upload-length': String(upload.bytes),
        ...(upload.metadata && { 'upload-metadata': upload.metadata }),
      })
      .end()
    return
  }
  if (req.headers['content-type'] !== OFFSET_TYPE)
    throw new CodedError('bad_input', 'UPLOAD_TYPE', '内容类型不符', 'The content type does not fit', {
      field: 'Content-Type',
      expected: OFFSET_TYPE,
    })
  const offset = await appendUpload(services, actor, uploadId, numberIn(req, 'upload-offset'), bodyOf(req))
  res.writeHead(204, { ...ALWAYS, 'upload-offset': String(offset), 'upload-expires': expiry(services) }).end()
}

/** Left open on a throw, so that the answer still goes out. */
function bodyOf(req: Exchange['req']): AsyncIterable<Buffer> {
  return req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>
}

function expiry({ clock }: Services): string {
  return new Date(clock.now().getTime() + KEEP_HOURS * 3_600_000).toUTCString()
}

function numberIn(req: Exchange['req'], header: 'upload-length' | 'upload-offset'): number {
  const text = req.headers[header]
  if (typeof text === 'string' && /^\d{1,15}$/.test(text)) return Number(text)
  throw new CodedError('bad_input', 'UPLOAD_HEADER', '上传请求头有误', 'A header of the upload is wrong', {
    field: header,
    expected: 'a whole number of bytes',
  })
}

function metadataIn(req: Exchange['req']): string {
  const metadata = String(req.headers['upload-metadata'] ?? '')
  if (metadata.length <= MAX_METADATA) return metadata
  throw new CodedError('bad_input', 'UPLOAD_HEADER', '上传请求头有误', 'A header of the upload is wrong', {
    field: 'Upload-Metadata',
    expected: `at most ${MAX_METADATA} characters`,
  })
}

/** What the sender says the file is, by the key that tus clients use for it; '' where nothing is said. */
function typeIn(metadata: string): string {
  const pairs = metadata.split(',')
  const [, value = ''] = pairs.map((pair) => pair.trim().split(' ')).find(([key]) => key === 'filetype') ?? []
  return Buffer.from(value, 'base64').toString()
}

function mustSpeakTus(req: Exchange['req']): void {
  if (req.headers['tus-resumable'] === VERSION) return
  throw new CodedError('bad_input', 'TUS_VERSION', '不支持的上传协议版本', 'Uploads speak tus', {
    field: 'Tus-Resumable',
    expected: VERSION,
  })
}

function notByThisMethod(): CodedError {
  return new CodedError('bad_input', 'METHOD_NOT_ALLOWED', '不支持这种请求方式', 'Not by this method')
}
