export { categoryWords } from './category-words.ts'

import { furtherTopics } from './further-topics.ts'
import { firstTopics, type Topic } from './topics.ts'

export const topics: readonly Topic[] = [...firstTopics, ...furtherTopics]
