import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { openDoor } from '../seed/life/door.ts'
import { readEnv } from '../server/env.ts'
import { readScene } from './life/read-scene.ts'
import { runTool, ToolError } from './tool.ts'

const LOOK_MILLISECONDS = 2000

/**
 * `npm run life -- --scene storm --speed 20 [--url http://localhost:3000]`: asks a running seeded city for a scene, as
 * its screen does, and tells how it goes on. `--stop` ends the one that is played. Everyday life goes on beside it.
 */
await runTool(async (say) => {
  const env = readEnv(process.env)
  const { values } = parseArgs({
    options: {
      scene: { type: 'string', default: 'storm' },
      speed: { type: 'string', default: '1' },
      stop: { type: 'boolean', default: false },
      url: { type: 'string', default: `http://127.0.0.1:${env.port}` },
      password: { type: 'string', default: 'tongguan-demo' },
    },
  })
  const scene = readScene(values.scene)
  if (scene === 'ordinary')
    throw new ToolError('An ordinary day needs no scene: it is what goes on without one')
  const speed = Number(values.speed)
  if (!(speed >= 1 && speed <= 60)) throw new ToolError(`--speed ${values.speed}: wants 1 to 60`)
  const { scenes } = openDoor(
    values.url.replace(/\/$/, ''),
    { email: 'admin@demo.tongguan', password: values.password },
    () => Date.now(),
    new AbortController().signal,
  )
  if (values.stop) {
    await scenes.stop.mutate()
    return say('Nothing is played any more')
  }
  const { sceneRunId } = await scenes.start.mutate({ scene, speed })
  say(`Scene ${scene} at ${speed} × is asked for`)
  for (let told = ''; ; await sleep(LOOK_MILLISECONDS)) {
    const { run, isAlive } = await scenes.current.query()
    if (run?.sceneRunId !== sceneRunId) break
    if (run.line && run.line !== told) say(`${run.line} · ${run.lineEn}`)
    told = run.line
    if (!isAlive) throw new ToolError('The simulator is not heard any more')
  }
  say('The scene is over')
})
