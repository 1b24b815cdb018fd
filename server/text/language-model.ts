import { z } from 'zod'

/** Somebody else's language model, behind the chat interface that most offer. Never needed; never given a name or number. */
export type LanguageModel = {
  /** Which of the candidates a text means; null where it does not say. @throws Error when it cannot be reached in time */
  choose(
    text: string,
    candidates: readonly { readonly code: string; readonly name: string }[],
  ): Promise<string | null>
}

const PATIENCE_MILLISECONDS = 4000
const answerSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
})

/** `url` up to and with the version: `https://host/v1`. */
export function languageModel({
  url,
  name,
  key,
}: {
  readonly url: string
  readonly name: string
  readonly key: string | undefined
}): LanguageModel {
  return {
    async choose(text, candidates) {
      const list = candidates.map((candidate) => `${candidate.code} ${candidate.name}`).join('\n')
      const response = await fetch(`${url.replace(/\/$/, '')}/chat/completions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
        body: JSON.stringify({
          model: name,
          temperature: 0,
          messages: [
            {
              role: 'system',
              content: `你是城市管理平台的分类员。从下列类别中选出最符合来件的一个，只回答六位代码；都不符合时回答 0。\n${list}`,
            },
            { role: 'user', content: text },
          ],
        }),
        signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
      })
      if (!response.ok) throw new Error(`the language model answered ${response.status}`)
      const { choices } = answerSchema.parse(await response.json())
      const code = /\d{6}/.exec(choices[0]!.message.content)?.[0]
      return candidates.some((candidate) => candidate.code === code) ? (code ?? null) : null
    },
  }
}
