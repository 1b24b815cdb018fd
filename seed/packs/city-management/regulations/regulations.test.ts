import { describe, expect, it } from 'vitest'
import { splitRegulation } from '../../../../server/basis/split-regulation.ts'
import { categories } from '../categories.ts'
import { departments } from '../departments.ts'
import { national } from './national.ts'
import { regulations } from './regulations.ts'

const codes = new Set(categories.map(({ code }) => code))
const departmentCodes = new Set(departments.map(({ code }) => code))

describe('the regulations of the pack', () => {
  it('links articles that are there to categories and departments that are there', () => {
    for (const { code, text, links } of regulations) {
      const articles = new Set(
        splitRegulation(text)
          .pieces.filter(({ kind }) => kind === 'article')
          .map(({ key }) => key),
      )
      expect(articles.size, code).toBeGreaterThan(0)
      for (const [article, { categories: linked, departments: in_charge = [] }] of Object.entries(links)) {
        expect(articles.has(article), `${code}-${article}`).toBe(true)
        expect(
          linked.filter((one) => !codes.has(one)),
          `${code}-${article}`,
        ).toEqual([])
        expect(
          in_charge.filter((one) => !departmentCodes.has(one)),
          `${code}-${article}`,
        ).toEqual([])
      }
    }
  })

  it('says of every category why one may act, by when, and when it is closed', () => {
    const linked = new Set(
      regulations
        .filter(({ superseded }) => !superseded)
        .flatMap(({ links }) => Object.values(links).flatMap(({ categories: some }) => some)),
    )
    expect(
      categories.filter(({ code }) => !linked.has(code)).map(({ code, name }) => `${code} ${name}`),
    ).toEqual([])
    for (const { closing, closingEn, limits } of categories) {
      expect(closing).not.toBe('')
      expect(closingEn).not.toMatch(/\p{Script=Han}|^$/u)
      expect(limits.some(({ stage }) => stage === 'handle')).toBe(true)
    }
  })

  it('says of every national regulation on which day it was checked, but of the one named as unchecked', () => {
    const unchecked = national.filter(({ checkedOn }) => checkedOn === undefined)
    expect(unchecked.map(({ code }) => code)).toEqual(['GZ001'])
    for (const { code, checkedOn, issuedOn, effectiveOn } of national) {
      expect(issuedOn! <= effectiveOn, code).toBe(true)
      if (checkedOn) expect(checkedOn > issuedOn!, code).toBe(true)
    }
    for (const one of regulations) expect(one).not.toHaveProperty('checkedOn')
  })

  it('has every code once, and what is superseded points at what holds', () => {
    const all = regulations.map(({ code }) => code)
    expect(new Set(all).size).toBe(all.length)
    for (const { superseded } of regulations) if (superseded?.byCode) expect(all).toContain(superseded.byCode)
  })
})
