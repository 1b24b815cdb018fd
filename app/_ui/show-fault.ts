/**
 * Brings the first fault of a form into view and under the keys, once it is drawn: on a phone it may lie behind the bar that
 * was pressed. What is no field is marked `data-fault`.
 */
export function showFault(form: HTMLElement): void {
  requestAnimationFrame(() => {
    const fault = form.querySelector<HTMLElement>('[aria-invalid="true"], [data-fault]')
    fault?.focus({ preventScroll: true })
    fault?.scrollIntoView({ block: 'center' })
  })
}
