/** What we use of unpdf; its own declarations bring those of the whole of pdf.js and of the browser. */
declare module 'unpdf' {
  type Pdf = { readonly numPages: number }
  export function getDocumentProxy(bytes: Uint8Array, options?: { verbosity?: number }): Promise<Pdf>
  export function extractText(pdf: Pdf, options: { mergePages: false }): Promise<{ text: string[] }>
}
