import { parseArgs } from 'node:util'
import { openDoor } from '../seed/life/door.ts'
import { planScene } from '../seed/life/scenes/plan-scene.ts'
import { playScene } from '../seed/life/scenes/play-scene.ts'
import { sceneWorld } from '../seed/life/scenes/scene-world.ts'
import { readEnv } from '../server/env.ts'
import { readScene } from './life/read-scene.ts'
import { runTool, ToolError } from './tool.ts'

/**
 * `npm run life -- --scene storm --speed 20 --seed x [--url http://localhost:3000]`: plays a scene to a running seeded
 * city, by its public doors, once. Everyday life goes on beside it as it was started.
 */
await runTool(async (say) => {
  const env = readEnv(process.env)
  const { values } = parseArgs({
    options: {
      scene: { type: 'string', default: 'storm' },
      speed: { type: 'string', default: '1' },
      seed: { type: 'string', default: env.seed },
      url: { type: 'string', default: `http://127.0.0.1:${env.port}` },
      password: { type: 'string', default: 'tongguan-demo' },
    },
  })
  const scene = readScene(values.scene)
  const speed = Number(values.speed)
  if (!(speed >= 1 && speed <= 60)) throw new ToolError(`--speed ${values.speed}: wants 1 to 60`)
  const url = values.url.replace(/\/$/, '')
  const ended = new AbortController()
  const door = (post: string) =>
    openDoor(
      url,
      { email: `${post}@demo.tongguan`, password: values.password },
      () => Date.now(),
      ended.signal,
    )
  const doors = { admin: door('admin'), call_taker: door('call_taker'), collector: door('collector') }
  const script = planScene(scene, sceneWorld(await doors.admin.sensors.list.query()), values.seed)
  say(
    `Scene ${scene}: ${script.actions.length} actions in ${Math.round(script.seconds / speed)} s, at ${url}`,
  )
  await playScene(script, {
    url,
    doors,
    run: `${scene}-${Date.now()}`,
    speed,
    now: () => Date.now(),
    signal: ended.signal,
    log: say,
  })
  say('The scene is over')
})
