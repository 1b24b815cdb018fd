/** Hands bytes to the browser as a download. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the address by the time this runs.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
