import { SCENES, type SceneName } from '../../server/scenes/scene-names.ts'
import { StartError } from '../../server/start-error.ts'

/** @throws StartError naming the scenes there are */
export function readScene(name: string): SceneName {
  const scene = SCENES.find((known) => known === name)
  if (scene) return scene
  throw new StartError(`There is no scene ${name}: ${SCENES.join(', ')} (or LIFE=on, LIFE=off)`)
}
