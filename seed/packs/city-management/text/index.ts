export { categoryWords } from './category-words.ts'
export { englishSentences } from './english-sentences.ts'

import { furtherTopics } from './further-topics.ts'
import { firstTopics, type Topic } from './topics.ts'

export const topics: readonly Topic[] = [...firstTopics, ...furtherTopics]
