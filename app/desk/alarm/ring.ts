const everyMs = 4000
const toneSeconds = 0.18
const volume = 0.2
/** Two rising tones: heard through a hall's talk, and unlike a telephone. */
const tones = [660, 880] as const

/** Rings until stopped; `onBlocked` says whether the browser holds sound back until somebody touches the page. */
export function startRinging(onBlocked: (isBlocked: boolean) => void): () => void {
  const context = new AudioContext()
  const tell = () => onBlocked(context.state === 'suspended')
  context.onstatechange = tell
  const ring = () => {
    if (context.state === 'suspended') void context.resume().catch(() => {})
    tell()
    for (const [i, frequency] of tones.entries()) playTone(context, frequency, context.currentTime + i * 0.22)
  }
  ring()
  const timer = setInterval(ring, everyMs)
  return () => {
    clearInterval(timer)
    context.onstatechange = null
    void context.close()
  }
}

function playTone(context: AudioContext, frequency: number, at: number): void {
  const oscillator = context.createOscillator()
  const gain = context.createGain()
  oscillator.frequency.value = frequency
  // Ramps instead of steps: a step clicks.
  gain.gain.setValueAtTime(0, at)
  gain.gain.linearRampToValueAtTime(volume, at + 0.02)
  gain.gain.linearRampToValueAtTime(0, at + toneSeconds)
  oscillator.connect(gain).connect(context.destination)
  oscillator.start(at)
  oscillator.stop(at + toneSeconds)
}
