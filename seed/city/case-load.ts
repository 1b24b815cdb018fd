import { type Festival, festivals } from '../packs/city-management/festivals.ts'
import type { CategoryHabit } from './case-habits.ts'
import { DAY_MS, localParts } from './clock.ts'
import type { Day } from './weather.ts'

export const HOT_CELSIUS = 34
const FROST_CELSIUS = 4

/** The autumn clean-up: collectors look for what they usually walk past. Its cases have long limits and are still open. */
const campaign = {
  days: 12,
  times: 5,
  categories: new Set([
    '200101',
    '200110',
    '200112',
    '200202',
    '200507',
    '200601',
    '200602',
    '100209',
    '100402',
  ]),
}

export function festivalsOn(day: Day): readonly Festival[] {
  const date = localParts(day.startMs + DAY_MS / 2).day
  return festivals.filter(({ from, to }) => from <= date && date <= to)
}

/** How much of its weight a category has on a day. */
export function loadOf(
  habit: CategoryHabit,
  day: Day,
  today: readonly Festival[],
  isRestDay: boolean,
  endMs: number,
): number {
  const { month } = localParts(day.startMs + DAY_MS / 2)
  const season = habit.months?.[month - 1] ?? 1
  const rain = habit.rain ?? 1
  const wet = day.isStorm
    ? rain
    : day.rainMillimeters > 8
      ? Math.sqrt(rain)
      : habit.hours === 'rain'
        ? 0.05
        : 1
  const isLeisure = habit.hours === 'market' || habit.hours === 'evening'
  const week = isRestDay ? (isLeisure ? 1.15 : 0.78) : 1
  const warm = day.maxCelsius >= HOT_CELSIUS ? (habit.heat ?? 1) : 1
  const cold = habit.frost && day.maxCelsius < FROST_CELSIUS ? (day.rainMillimeters > 0 ? habit.frost : 4) : 1
  const feast = today.reduce((times, festival) => times * (festival.times[habit.code] ?? 1), 1)
  // The last day is not over yet.
  const share = Math.max(0, Math.min(1, (endMs - day.startMs) / DAY_MS))
  // A service that is known better every month is called more often.
  const daysAgo = (endMs - day.startMs) / DAY_MS
  const growth = 1.15 - (0.4 * daysAgo) / 366
  const drive = daysAgo < campaign.days && campaign.categories.has(habit.code) ? campaign.times : 1
  return habit.weight * drive * growth * season * wet * week * warm * cold * feast * share
}
