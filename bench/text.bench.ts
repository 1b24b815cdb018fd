import { categoryTexts, topicTexts } from '../seed/text-corpus.ts'
import type { Classifier } from '../server/text/classifier.ts'
import { shippedModel } from '../server/text/shipped-models.ts'
import { type BenchDefinition, type Figure, time } from './harness.ts'

const TEXTS = 2000

/** Texts of about this many characters, put together from the corpus. */
function textsOf(characters: number): string[] {
  const pieces = [...topicTexts(), ...categoryTexts()].map(({ text }) => text)
  let at = 0
  return Array.from({ length: TEXTS }, () => {
    let text = ''
    while (text.length < characters) {
      at = (at + 7919) % pieces.length
      text += pieces[at]
    }
    return text.slice(0, characters)
  })
}

async function speedOf(
  what: string,
  classifiers: readonly Classifier[],
  texts: readonly string[],
): Promise<Figure> {
  const { medianMs } = await time(() => {
    for (const text of texts) for (const classifier of classifiers) classifier.rank(text)
  }, 5)
  return {
    what,
    value: Math.round((texts.length / medianMs) * 1000),
    unit: 'texts/s',
    target: { atLeast: 2000 },
  }
}

export default {
  title: 'Understanding texts: category and topic candidates with scores',
  run: async (say) => {
    const [category, topic] = [shippedModel('category').classifier, shippedModel('topic').classifier]
    const figures: Figure[] = []
    for (const characters of [35, 450]) {
      const texts = textsOf(characters)
      say(`${characters} characters`)
      figures.push(await speedOf(`category, ${characters} characters`, [category], texts))
      figures.push(await speedOf(`topic, ${characters} characters`, [topic], texts))
      figures.push(await speedOf(`category and topic, ${characters} characters`, [category, topic], texts))
    }
    return {
      data: `${TEXTS} texts of 35 and of 450 characters from our corpus; ${category.labels.length} categories, ${topic.labels.length} topics; one thread`,
      figures,
      notes: ['Cost grows with characters × labels; places and masking are not in it.'],
    }
  },
} satisfies BenchDefinition
