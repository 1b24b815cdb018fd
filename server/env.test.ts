import { describe, expect, test } from 'vitest'
import { readEnv } from './env.ts'

describe('readEnv', () => {
  test('has a default for everything', () => {
    expect(readEnv({})).toMatchObject({
      port: 3000,
      databaseUrl: undefined,
      roles: ['web', 'live', 'jobs', 'ingest'],
      cityPreset: 'small',
    })
  })
  test('takes an empty variable as absent', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: '' }).port).toBe(3000)
  })
  test('names every variable that does not fit', () => {
    expect(() => readEnv({ PORT: 'x', DATABASE_URL: 'mysql://a' })).toThrow(/PORT=x[\s\S]*DATABASE_URL=mysql/)
  })
  test('refuses to split the roles over the embedded database', () => {
    expect(() => readEnv({ ROLES: 'web,live' })).toThrow(/needs DATABASE_URL/)
    expect(readEnv({ ROLES: 'web,live', DATABASE_URL: 'postgres://x/y' }).roles).toEqual(['web', 'live'])
    expect(() => readEnv({ ROLES: 'webb', DATABASE_URL: 'postgres://x/y' })).toThrow(/ROLES=webb/)
  })
  test('takes a pattern of case numbers that keeps them apart, or says what it lacks', () => {
    expect(readEnv({ CASE_NUMBER: 'YJ-{year}-{serial:6}' }).caseNumberPattern).toBe('YJ-{year}-{serial:6}')
    expect(() => readEnv({ CASE_NUMBER: '{area}{date}' })).toThrow(/CASE_NUMBER=[\s\S]*has \{serial\} once/)
  })
  test('takes a bucket whole or not at all', () => {
    const whole = { S3_BUCKET_URL: 'https://s3.example/city/', S3_KEY_ID: 'k', S3_SECRET: 's' }
    expect(readEnv(whole).bucket).toEqual({
      url: 'https://s3.example/city',
      region: 'us-east-1',
      keyId: 'k',
      secret: 's',
    })
    expect(() => readEnv({ ...whole, S3_SECRET: '' })).toThrow(/belong together/)
    expect(() => readEnv({ ...whole, S3_BUCKET_URL: 'ftp://x' })).toThrow(/S3_BUCKET_URL=ftp/)
  })
})
