import { messages as message } from '../_messages/messages.ts'
import { messages as notices } from '../_notices/messages.ts'
import { messages as scene } from '../_scene/messages.ts'
import { messages as shell } from '../_ui/shell-messages.ts'
import { messages as vocabulary } from './vocabulary.ts'

/** The texts of the frame round every page; what a page says itself comes with it (`withTexts`). */
export const sharedMessages = {
  zh: {
    shell: shell.zh,
    vocabulary: vocabulary.zh,
    notices: notices.zh,
    messages: message.zh,
    scene: scene.zh,
  },
  en: {
    shell: shell.en,
    vocabulary: vocabulary.en,
    notices: notices.en,
    messages: message.en,
    scene: scene.en,
  },
}
