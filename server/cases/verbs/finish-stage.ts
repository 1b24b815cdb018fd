import { missing, type Verb } from './verb.ts'

/** A stage of a limit in several stages is done (stopped, penalised, pulled down): the clock of the next one binds. */
export const finishStage: Verb = ({ input, record }) => {
  if (!input.note) throw missing('note', '请写明本阶段结果', 'Say how this stage ended')
  return { set: { stage_step: record.stage_step + 1 }, data: { finishedStep: record.stage_step } }
}
