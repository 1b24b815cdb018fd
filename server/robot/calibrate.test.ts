import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answered, calibrate, fitSteps, MIN_ANSWERED, reliabilityOf, shareAt } from './calibrate.ts'
import { carefulScore } from './learn-calibration.ts'

const many = (score: number, right: number, wrong: number): Answered[] =>
  Array.from({ length: right + wrong }, (_, i) => ({ score, isRight: i < right }))

describe('calibration', () => {
  it('pools what is out of order, and what is too few, into one step', () => {
    const steps = fitSteps([
      ...many(0.5, 20, 30),
      ...many(0.7, 48, 52),
      ...many(0.8, 40, 60),
      ...many(0.95, 98, 0),
    ])
    expect(steps).toEqual([
      { from: 0.5, share: 21 / 52, n: 50 },
      { from: 0.7, share: 89 / 202, n: 200 },
      { from: 0.95, share: 0.99, n: 98 },
    ])
    expect([0.2, 0.5, 0.75, 1].map((score) => shareAt(steps, score))).toEqual([
      21 / 52,
      21 / 52,
      89 / 202,
      0.99,
    ])
    expect(fitSteps([...many(0.5, 30, 30), ...many(0.9, 10, 0)])).toEqual([
      { from: 0.5, share: 41 / 72, n: 70 },
    ])
  })
  it('says how far scores are from what came true', () => {
    expect(reliabilityOf([...many(0.9, 45, 55), ...many(0.4, 40, 60)]).error).toBeCloseTo(0.225)
    expect(reliabilityOf([]).error).toBe(0)
  })
  it('brings boastful scores down, judged by what it did not learn from, and says nothing of few', () => {
    // Every third is wrong, whatever was said.
    const boastful = Array.from({ length: 300 }, (_, i) => ({
      score: 0.9 + (i % 10) / 100,
      isRight: i % 3 !== 0,
    }))
    const calibration = calibrate(boastful)!
    expect(calibration.plain.error).toBeGreaterThan(0.25)
    expect(calibration.heldOut.error).toBeLessThan(0.06)
    expect(calibrate(boastful.slice(0, MIN_ANSWERED - 1))).toBeUndefined()
  })
  it('never makes the robot surer than it was, and keeps the order of scores', () => {
    const answered = fc.record({ score: fc.double({ min: 0, max: 1, noNaN: true }), isRight: fc.boolean() })
    fc.assert(
      fc.property(fc.array(answered, { minLength: 1, maxLength: 400 }), (all) => {
        const steps = fitSteps(all)
        expect(steps.reduce((sum, { n }) => sum + n, 0)).toBe(all.length)
        for (const [i, step] of steps.entries()) {
          expect(step.from).toBeGreaterThan(steps[i - 1]?.from ?? -1)
          expect(step.share).toBeGreaterThan(0)
          expect(step.share).toBeLessThan(1)
          if (steps.length > 1) expect(step.n).toBeGreaterThanOrEqual(25)
        }
        const known = { calibrationId: 1, decided: all.length, steps }
        for (const { score } of all) expect(carefulScore(score, known)).toBeLessThanOrEqual(score)
      }),
    )
  })
})
