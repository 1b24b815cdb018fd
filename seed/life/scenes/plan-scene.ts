import type { SceneName } from '../../../server/scenes/scene-names.ts'
import { createRandom } from '../../city/random.ts'
import { festivalScene, handoverScene, networkCutScene, ordinaryScene, vipScene } from './quiet-scenes.ts'
import type { SceneScript, SceneWorld } from './scene.ts'
import { ScriptWriter } from './script-writer.ts'
import { stormScene } from './storm.ts'

const writers: Readonly<Record<SceneName, (writer: ScriptWriter) => SceneScript>> = {
  ordinary: ordinaryScene,
  storm: stormScene,
  festival: festivalScene,
  handover: handoverScene,
  vip: vipScene,
  'network-cut': networkCutScene,
}

/** What happens in a scene, for a demonstration and for a test alike. Pure: the same world and seed give the same script. */
export function planScene(scene: SceneName, world: SceneWorld, seed: string): SceneScript {
  return writers[scene](new ScriptWriter(world, createRandom(`${seed}/scene/${scene}`)))
}
