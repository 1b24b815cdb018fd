import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { languageModel } from './language-model.ts'

const candidates = [
  { code: '100118', name: '路灯' },
  { code: '200102', name: '暴露垃圾' },
]
let server: Server | undefined
afterEach(() => server?.close())

async function answering(status: number, content: string): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      asked.push(`${request.url} ${request.headers.authorization} ${body}`)
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ choices: [{ message: { content } }] }))
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server?.once('listening', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/`, asked }
}

it('asks with the candidates and takes a code of theirs', async () => {
  const { url, asked } = await answering(200, '应为 100118')
  await expect(languageModel({ url, name: 'm', key: 'k' }).choose('灯不亮', candidates)).resolves.toBe(
    '100118',
  )
  expect(asked[0]).toMatch(/^\/v1\/chat\/completions Bearer k .*100118 路灯.*灯不亮/)
})

it('takes nothing that was not offered', async () => {
  const { url } = await answering(200, '999999')
  await expect(languageModel({ url, name: 'm', key: undefined }).choose('灯', candidates)).resolves.toBeNull()
})

it('says so when it cannot be had', async () => {
  const { url } = await answering(500, '')
  await expect(languageModel({ url, name: 'm', key: undefined }).choose('灯', candidates)).rejects.toThrow(
    '500',
  )
})
