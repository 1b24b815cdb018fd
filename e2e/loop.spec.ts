import { expect } from 'vitest'
import { query, sendReport } from './api-of.ts'
import { pixelOf, rendered, untilDrawing, untilMapIdle } from './map-of.ts'
import { journey, visit } from './visitor.ts'

type Session = { city: { center: [number, number] }; departmentIds: number[] }
type CaseDetail = {
  state: string
  version: number
  dutyGridId: number
  departmentId: number
  ruleReason: { rowId: string }
  locateReason: { zh: string; dutyGridCode: string }
  steps: { verb: string }[]
  actions: { verb: string; enabled: boolean; reason?: { code: string } }[]
}

journey(
  'from a call to a closed case: each step live on another desk, checked by another department',
  async () => {
    const callTaker = await visit('/desk', { role: 'call_taker' })
    const dispatcher = await visit('/desk', { role: 'dispatcher' })
    const handler = await visit('/desk', { role: 'department_handler' })
    const address = '旅程路 4711 号'
    await untilMapIdle(callTaker)
    await dispatcher.waitForSelector('[data-case]')
    // The dispatcher watches a search that finds nothing yet.
    await dispatcher.fill('input[type=search]', address)
    await dispatcher.waitForURL(/q=/)
    await dispatcher.waitForFunction(() => document.querySelector('[data-case]') === null)

    // The call-taker writes the report while the caller talks, and places it on the map.
    const { city } = await query<Session>(callTaker, 'session.me')
    await callTaker.keyboard.press('n')
    await callTaker.fill('textarea[name=description]', '市民来电：滨江路井盖破损，夜间有人绊倒')
    await callTaker.click('[data-field=category]')
    await callTaker.keyboard.type('污水井盖')
    await callTaker.keyboard.press('Enter')
    await callTaker.click('[data-field=place]')
    const { x, y } = await pixelOf(callTaker, city.center)
    await callTaker.mouse.click(x, y)
    await callTaker.waitForSelector('text=责任网格')
    await callTaker.fill('input[name=address]', address)
    await callTaker.click('[data-form=report] button[type=submit]')
    await callTaker.waitForURL(/case=\d+/)
    const caseId = Number(new URL(callTaker.url()).searchParams.get('case'))

    // It stands on the dispatcher's open desk without a reload.
    await dispatcher.waitForSelector(`[data-case="${caseId}"]`)
    const placed = await query<CaseDetail>(dispatcher, 'cases.get', { caseId })
    // What the public says is looked at before it is registered: a rule sent the nearest patrol, where one is out.
    expect(['verifying', 'accepted']).toContain(placed.state)
    expect(placed.ruleReason.rowId).toMatch(/^R-\d+$/)
    expect(placed.locateReason.zh).toContain(placed.locateReason.dutyGridCode)
    await callTaker.click('button[data-verb=register]')

    // Dispatched by keyboard, to the department that the demo handler is of.
    const { departmentIds } = await query<Session>(handler, 'session.me')
    await dispatcher.click(`[data-case="${caseId}"]`)
    await dispatcher.waitForSelector('button[data-verb=dispatch]')
    await dispatcher.keyboard.press('d')
    await dispatcher.waitForSelector('[data-form=dispatch] select')
    const registered = await query<CaseDetail>(dispatcher, 'cases.get', { caseId })
    expect(registered.departmentId).toBeGreaterThan(0)
    await dispatcher.selectOption('[data-form=dispatch] select', String(departmentIds[0]))
    await dispatcher.click('[data-form=dispatch] button:has-text("派遣")')
    await dispatcher.waitForFunction(() => document.querySelector('[data-form=dispatch]') === null)

    // The department works it.
    await handler.goto(`/desk?case=${caseId}`)
    for (const verb of ['sign', 'handle']) {
      await handler.waitForSelector(`button[data-verb=${verb}]`)
      await handler.click(`button[data-verb=${verb}]`)
    }
    await handler.waitForSelector('button[data-verb=feed_back]')
    await handler.click('button[data-verb=feed_back]')
    await handler.fill('[data-section=actions] textarea', '已更换井盖')
    await handler.keyboard.press('Control+Enter')
    await handler.waitForFunction(() => document.querySelector('button[data-verb=feed_back]') === null)

    // Nobody of the handler's department may check.
    const fedBack = await query<CaseDetail>(handler, 'cases.get', { caseId })
    expect(fedBack.state).toBe('fed_back')
    const check = fedBack.actions.find(({ verb }) => verb === 'check_pass')
    expect(check).toMatchObject({ enabled: false, reason: { code: 'FORBIDDEN_SAME_DEPARTMENT' } })

    // Somebody else does, and the dispatcher's open page sees it close.
    const supervisor = await visit(`/desk?case=${caseId}`, { role: 'supervisor' })
    await supervisor.waitForSelector('button[data-verb=check_pass]')
    await supervisor.click('button[data-verb=check_pass]')
    await dispatcher.waitForFunction(() => document.querySelector('[data-case]') === null)
    const closed = await query<CaseDetail>(dispatcher, 'cases.get', { caseId })
    expect(closed.state).toBe('closed')
    const verbs = closed.steps.map(({ verb }) => verb)
    for (const verb of ['report', 'register', 'dispatch', 'sign', 'handle', 'feed_back', 'check_pass']) {
      expect(verbs).toContain(verb)
    }
  },
)

journey('an event is on another open screen within a quarter of a second of its commit', async () => {
  const desk = await visit('/desk', { role: 'dispatcher' })
  await desk.waitForSelector('[data-case]')
  const { city } = await query<Session>(desk, 'session.me')
  await desk.evaluate(() => {
    const source = new EventSource('/api/live')
    const page = window as unknown as { seen: { at: number; data: string }[] }
    page.seen = []
    source.onmessage = ({ data }) => page.seen.push({ at: performance.now(), data })
    return new Promise((resolve) => source.addEventListener('open', resolve, { once: true })).then(() => true)
  })
  const delays: number[] = []
  for (let i = 0; i < 5; i++) {
    const { answeredAt, caseId } = await desk.evaluate(
      async ({ lng, lat, nth }) => {
        const response = await fetch('/api/reports', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({
            source_system: 'journey',
            source_id: `live-${Date.now()}-${nth}`,
            description: '测速',
            lng,
            lat,
          }),
        })
        const { caseId } = (await response.json()) as { caseId: number }
        return { answeredAt: performance.now(), caseId }
      },
      { lng: city.center[0], lat: city.center[1], nth: i },
    )
    await desk.waitForFunction(
      (id) =>
        (window as unknown as { seen: { data: string }[] }).seen.some(({ data }) => {
          const event = JSON.parse(data) as { entity: string; entityId: string }
          return event.entity === 'case' && event.entityId === String(id)
        }),
      caseId,
    )
    const seenAt = await desk.evaluate(
      (id) =>
        (window as unknown as { seen: { at: number; data: string }[] }).seen.find(({ data }) => {
          const event = JSON.parse(data) as { entity: string; entityId: string }
          return event.entity === 'case' && event.entityId === String(id)
        })!.at,
      caseId,
    )
    delays.push(Math.round(seenAt - answeredAt))
  }
  console.log(`event after the answer to its report, ms: ${delays.join(', ')}`)
  // Printed, not timed: the machine is shared. What counts here is that each arrives at all.
  expect(delays).toHaveLength(5)
})

journey('draw an area, see what is in it, and plan for all of it who goes where', async () => {
  const desk = await visit('/desk', { role: 'dispatcher' })
  await untilMapIdle(desk)
  await expect.poll(async () => (await rendered(desk, 'case')).length).toBeGreaterThan(20)
  const { city } = await query<Session>(desk, 'session.me')
  const center = await pixelOf(desk, city.center)
  await desk.click('button[aria-label*="矩形"]')
  await untilDrawing(desk, 'rectangle')
  await desk.mouse.click(center.x - 120, center.y - 120)
  await desk.mouse.move(center.x + 60, center.y + 60, { steps: 4 })
  await desk.mouse.click(center.x + 120, center.y + 120)
  await desk.waitForSelector('[data-panel=selection] [data-total]')
  const total = Number(await desk.getAttribute('[data-panel=selection] [data-total]', 'data-total'))
  expect(total).toBeGreaterThan(0)
  // What the superiors order is registered at once, and waits for a person to send it.
  for (const nth of [1, 2])
    await sendReport(desk, {
      description: '上级交办，清理乱堆物',
      category_code: '200106',
      channel: 'superior',
      lng: city.center[0] + nth * 0.002,
      lat: city.center[1],
    })
  const waiting = await query<{ rows: { state: string; version: number }[] }>(desk, 'cases.queue', {
    filter: { states: ['registered'] },
  })
  expect(waiting.rows.length).toBeGreaterThanOrEqual(2)
  await desk.keyboard.press('Escape')
  await desk.click('[role=tab][data-view=waiting]')
  await desk.locator('[data-plan-all]').click()
  const plan = desk.locator('[data-panel=plan]')
  await plan.locator('[data-planned]').first().waitFor()
  const planned = Number(await plan.locator('[data-planned]').getAttribute('data-planned'))
  const left = await plan.locator('[data-left]').count()
  expect(planned + left).toBe(waiting.rows.length)
  if (planned === 0) return
  // One is left out by hand, the others go.
  await plan.locator('[data-plan] input').first().uncheck()
  if (planned === 1) return
  await plan.getByRole('button', { name: `派遣 ${planned - 1} 件` }).click()
  await desk
    .getByText(`已派遣 ${planned - 1} 件`)
    .first()
    .waitFor()
})

journey('an urgent report stands above the desk until somebody opens it', async () => {
  const desk = await visit('/desk', { role: 'dispatcher' })
  await desk.waitForSelector('[data-live=live]')
  const { city } = await query<Session>(desk, 'session.me')
  const [lng, lat] = city.center
  const { caseId } = await sendReport(desk, {
    description: '路面突然塌陷，车掉进去了',
    category_code: '200401',
    lng,
    lat,
  })
  await desk.waitForSelector('[data-alarm]:has-text("路面塌陷")')
  // Silence is one's own choice, and the line stays.
  await desk.click('[data-alarm] button[aria-label=静音]')
  await desk.waitForSelector('[data-alarm] button[aria-label=恢复声音]')
  await desk.click('[data-alarm-open]')
  await desk.waitForURL(new RegExp(`case=${caseId}`))
  await desk.waitForSelector('[data-alarm]', { state: 'detached' })
})

journey('reports about one place stand as a place, and one key merges them', async () => {
  const desk = await visit('/desk', { role: 'dispatcher' })
  const { city } = await query<Session>(desk, 'session.me')
  const words = `同处上报 ${Date.now()}`
  const [lng, lat] = city.center
  for (const nth of [0, 1, 2])
    await sendReport(desk, { description: words, category_code: '200102', lng: lng + nth * 0.0002, lat })
  await desk.goto(`/desk?by=place&q=${encodeURIComponent(words)}`)
  await desk.waitForSelector('[data-place="3"]')
  await desk.keyboard.press('j')
  await desk.waitForSelector('[data-merge="3"]')
  await desk.keyboard.press('y')
  await desk.waitForSelector('[data-place]', { state: 'detached' })
  const { rows } = await query<{ rows: { family: string | null }[] }>(desk, 'cases.queue', {
    filter: { text: words },
  })
  expect(rows.map(({ family }) => family).toSorted()).toEqual(['merged', 'merged', null])
})

journey('the case pops out to a second window, and both go in step', async () => {
  const desk = await visit('/desk', { role: 'dispatcher' })
  await desk.waitForSelector('[data-case]')
  await desk.keyboard.press('j')
  await desk.waitForURL(/case=\d+/)
  const caseId = new URL(desk.url()).searchParams.get('case')
  await desk.waitForSelector(`[data-case-panel="${caseId}"]`)
  const opened = desk.waitForEvent('popup')
  await desk.click('[data-pop-out]')
  const second = await opened
  await second.waitForSelector(`[data-second="${caseId}"] [data-case-panel="${caseId}"]`)
  await desk.bringToFront()
  await desk.keyboard.press('j')
  await desk.waitForFunction((was) => new URLSearchParams(location.search).get('case') !== was, caseId)
  const next = new URL(desk.url()).searchParams.get('case')
  await second.waitForSelector(`[data-second="${next}"] [data-case-panel="${next}"]`)
})
