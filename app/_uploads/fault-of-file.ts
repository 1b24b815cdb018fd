/** As the server takes them; more would be sent in vain. */
export const maxMegabytes = { photo: 12, video: 100 }
/** Without a type a file is judged by its first bytes, when it is sent. */
const types = /^(image\/(jpeg|jpg|pjpeg|png|x-png|webp)|video\/(mp4|quicktime|x-m4v|3gpp2?)|)$/

/**
 * Why a photo or film would be refused, known before it is kept and sent: offline that would be told hours later.
 *
 * @example faultOfFile({ type: 'image/heic', size: 1000 }) // 'type'
 */
export function faultOfFile({ type, size }: { readonly type: string; readonly size: number }) {
  const [name = ''] = type.toLowerCase().split(';')
  if (!types.test(name.trim())) return 'type'
  const megabytes = type.startsWith('video/') ? maxMegabytes.video : maxMegabytes.photo
  return size > megabytes * 1024 * 1024 ? 'size' : null
}
