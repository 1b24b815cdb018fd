/** Where an import's rows went, in words. */
export function targetName(run: { target: 'layer' | 'parts'; targetName: string }, parts: string): string {
  return run.target === 'parts' ? parts : run.targetName
}
