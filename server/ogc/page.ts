/** A document to read in a browser: as JSON, its addresses as links. */
export function documentPage(body: unknown): string {
  const title = titleOf(body)
  const text = escapeHtml(JSON.stringify(body, null, 2)).replace(
    /&quot;(https?:\/\/[^&\s{}]*(?:&amp;[^&\s{}]*)*)&quot;/g,
    '&quot;<a href="$1">$1</a>&quot;',
  )
  return `<!doctype html><html lang="zh"><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<style>body{font:14px/1.6 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere}</style>
<h1>${escapeHtml(title)}</h1><pre>${text}</pre></html>`
}

function titleOf(body: unknown): string {
  const title = (body as { title?: unknown } | null)?.title
  return typeof title === 'string' ? title : '统管 · OGC API'
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
