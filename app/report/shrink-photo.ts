/** The longest side of a photo that is sent: enough to see a crack, little on a phone's network. */
const maxSidePixels = 1600
const jpegQuality = 0.82

/**
 * A photo as JPEG of modest size, without the data a camera hides in it. What cannot be read is sent as it is.
 *
 * @param onShare how much of the work is done: once it is opened, and once it is drawn
 */
export async function shrinkPhoto(photo: Blob, onShare?: (share: number) => void): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(photo, { imageOrientation: 'from-image' })
    onShare?.(0.6)
    // A frame in between, or the share is drawn when all is done.
    await new Promise((resolve) => setTimeout(resolve))
    const scale = Math.min(1, maxSidePixels / Math.max(bitmap.width, bitmap.height))
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(bitmap.width * scale)
    canvas.height = Math.round(bitmap.height * scale)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    bitmap.close()
    onShare?.(0.8)
    const shrunk = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/jpeg', jpegQuality),
    )
    return shrunk ?? photo
  } catch {
    return photo
  }
}
