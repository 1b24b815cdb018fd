/**
 * A city as data: what the seeded generator makes, what an import makes from files, and what the loader takes.
 * Frozen contract: either side can be replaced without touching the other.
 *
 * Coordinates are WGS 84 `[lng, lat]` in degrees. Instants are ISO 8601 strings in UTC. Codes link rows;
 * database ids never appear here. Every row's identity is `sourceSystem` (of the bundle) + its own code or `sourceId`,
 * so that loading twice changes nothing.
 */
export type LngLat = readonly [lng: number, lat: number]
/** Closed rings (first = last); the first ring is the outer one, the others are holes. */
export type PolygonCoordinates = readonly (readonly LngLat[])[]
export type MultiPolygonCoordinates = readonly PolygonCoordinates[]
export type Instant = string

export type CityIdentity = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly timeZone: string
  readonly languages: readonly ('zh' | 'en')[]
  readonly unitSystem: 'metric' | 'us'
  /** [minLng, minLat, maxLng, maxLat] */
  readonly bbox: readonly [number, number, number, number]
  /** Lengths of codes in characters, e.g. { area: 12, unitGrid: 15, part: 16 }. */
  readonly codeLengths: { readonly area: number; readonly unitGrid: number; readonly part: number }
}

export type AreaLevel = 'city' | 'district' | 'subdistrict' | 'community'
export type BundleArea = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly level: AreaLevel
  readonly parentCode: string | null
  readonly geometry: MultiPolygonCoordinates
}
/** In minutes: unsigned, not looked at, an urgent notice unread; and how many returns lead to adjudication. */
export type BundleEscalationLimit = {
  readonly severity: 'normal' | 'important' | 'urgent'
  readonly signMinutes: number
  readonly verifyMinutes: number
  readonly returns: number
  readonly unreadMinutes: number
}

export type BundleDutyGrid = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** The leaf area it lies in. */
  readonly areaCode: string
  readonly geometry: MultiPolygonCoordinates
  readonly people: readonly { readonly personCode: string; readonly duty: 'chief' | 'worker' | 'collector' }[]
}
export type BundleUnitGrid = {
  readonly code: string
  readonly dutyGridCode: string
  readonly areaCode: string
  readonly landUse: string
  readonly areaSquareMeters: number
  readonly geometry: MultiPolygonCoordinates
}

/** What the ground is drawn from: the classes of each layer. */
export const BASEMAP_CLASSES = {
  land: [
    ...['residential', 'commercial', 'industrial', 'school', 'hospital', 'plaza', 'construction', 'parking'],
    ...['park', 'forest', 'grass', 'farmland', 'orchard', 'hill', 'pitch', 'railway', 'cemetery', 'sand'],
    ...['government', 'utility'],
  ],
  water: ['river', 'lake', 'stream', 'canal', 'pond', 'dock', 'river_line'],
  road: ['expressway', 'ramp', 'arterial', 'collector', 'lane', 'path', 'pedestrian', 'bridge'],
  rail: ['rail', 'siding', 'metro'],
  /** Slopes to the light and away from it, the steeper within the gentler; lines of equal height. */
  relief: ['lit_1', 'lit_2', 'lit_3', 'shaded_1', 'shaded_2', 'shaded_3', 'shaded_4', 'contour'],
  tree: ['tree'],
  /** House numbers, at a point of the house. */
  address: ['house'],
  building: [
    ...['building', 'residential', 'tower', 'house', 'courtyard', 'office', 'retail', 'industrial', 'school'],
    ...['hospital', 'public', 'temple', 'station', 'greenhouse'],
  ],
  place: [
    ...[
      'city',
      'district',
      'county',
      'town',
      'subdistrict',
      'community',
      'level_crossing',
      'water',
      'hill',
      'bridge',
      'station',
      'metro_station',
    ],
    ...['government', 'hospital', 'school', 'university', 'park', 'plaza', 'attraction', 'temple', 'museum'],
    ...[
      'stadium',
      'market',
      'mall',
      'office',
      'hotel',
      'estate',
      'industrial',
      'police',
      'fire',
      'bank',
      'post',
    ],
    ...[
      'bus_station',
      'parking',
      'fuel',
      'pump_station',
      'substation',
      'dock',
      'construction',
      'waste_station',
    ],
    ...['toilet', 'village', 'town'],
  ],
} as const

/** `rank` orders labels: 0 is the most important. */
export type BasemapFeature = {
  readonly sourceId: string
  readonly layer: keyof typeof BASEMAP_CLASSES
  /** One of its layer's `BASEMAP_CLASSES`; a city's own others are drawn plainly. */
  readonly class: string
  readonly name: string
  readonly nameEn: string
  readonly rank: number
  readonly heightMeters: number
  /** Roads and rails; false where absent. */
  readonly isBridge?: boolean
  readonly isTunnel?: boolean
  /** In the direction of the line. */
  readonly isOneWay?: boolean
  readonly geometry:
    | { readonly type: 'Point'; readonly coordinates: LngLat }
    | { readonly type: 'MultiPoint'; readonly coordinates: readonly LngLat[] }
    | { readonly type: 'LineString'; readonly coordinates: readonly LngLat[] }
    | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly LngLat[])[] }
    | { readonly type: 'Polygon'; readonly coordinates: PolygonCoordinates }
    | { readonly type: 'MultiPolygon'; readonly coordinates: MultiPolygonCoordinates }
}

export type BundleDepartment = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly kind: 'center' | 'supervision' | 'bureau' | 'subdistrict' | 'company'
  /** 1 share only · 2 supervise · 3 full */
  readonly integrationLevel: 1 | 2 | 3
  readonly areaCode: string | null
  /** What it answers for, in a sentence. */
  readonly mandate?: string
  readonly mandateEn?: string
}
/** A week's duty hours of a person; local time, weekday 0 is Sunday; a shift over midnight has endMinute > 1440. */
export type BundleRosterShift = {
  readonly personCode: string
  readonly weekday: number
  readonly startMinute: number
  readonly endMinute: number
  readonly kind: 'day' | 'night' | 'handover'
}
export type BundlePerson = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** call_taker shift_leader dispatcher grid_chief grid_worker collector handler supervisor planner admin … */
  readonly post: string
  readonly departmentCode: string | null
  readonly areaCode: string | null
  readonly phone: string
}
export type BundleUnit = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** patrol, sanitation, repair, drainage, lighting, greening, rescue … */
  readonly kind: string
  readonly departmentCode: string
  readonly skills: readonly string[]
  readonly home: LngLat
  readonly areaCode: string | null
  /** What it drives and carries, and where that stands between two shifts. */
  readonly outfit?: {
    readonly crewSize: number
    readonly vehicleKind: string
    readonly vehiclePlate: string
    readonly equipment: readonly string[]
    readonly depot: string
  }
  /** Local time; weekday 0 is Sunday; a shift over midnight has endMinute > 1440. */
  readonly shifts: readonly {
    readonly weekday: number
    readonly startMinute: number
    readonly endMinute: number
  }[]
}

export type LimitStage = 'dispatch' | 'handle' | 'check' | 'total'
/** Amount is minutes for urgent and work_hours, days for work_days and natural_days. */
export type LimitClock = 'urgent' | 'work_hours' | 'work_days' | 'natural_days'
export type BundleCategory = {
  readonly code: string
  readonly nationalCode: string | null
  readonly kind: 'part' | 'event'
  readonly classCode: string
  readonly className: string
  readonly classNameEn: string
  readonly name: string
  readonly nameEn: string
  readonly severity: 'normal' | 'important' | 'urgent'
  /** The skill that a unit needs. */
  readonly skill: string
  /** When a case of it may be closed. */
  readonly closing?: string
  readonly closingEn?: string
  /** How long a part of it is made for. */
  readonly serviceLifeYears?: number
  /** Codes of what a crew must carry or drive for it. */
  readonly equipment?: readonly string[]
  readonly limits: readonly {
    readonly stage: LimitStage
    readonly clock: LimitClock
    readonly amount: number
  }[]
}
/** Any of `words` in what a unit carries or drives is one of the kind. */
export type BundleEquipmentKind = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly words: readonly string[]
}
/** Who is in charge of a category; `areaCode` null is the whole city, the smallest area wins. */
export type BundleDuty = {
  readonly categoryCode: string
  readonly areaCode: string | null
  readonly departmentCode: string
  readonly kind?: 'upkeep' | 'enforcement' | 'service' | 'emergency'
  /** Of government, at which it is borne. */
  readonly level?: 'city' | 'district' | 'subdistrict' | 'community'
}
/** A law, regulation, standard or policy with what its articles are the basis of. Days are local, YYYY-MM-DD. */
export type BundleRegulation = {
  readonly code: string
  readonly level:
    | 'law'
    | 'administrative'
    | 'local'
    | 'rule'
    | 'national_standard'
    | 'industry_standard'
    | 'local_standard'
    | 'policy'
  readonly title: string
  readonly titleEn: string
  readonly documentNumber: string
  readonly issuer: string
  readonly issuedOn: string | null
  readonly effectiveOn: string
  readonly superseded?: { readonly on: string; readonly byCode: string | null }
  /** The text is a summary and not the enacted wording. */
  readonly isSummary: boolean
  /** A paragraph a line, with its own numbers: 第一条 … */
  readonly text: string
  /** Article (as `17` or `5.2`) → category and department codes. */
  readonly links: Readonly<
    Record<string, { readonly categories: readonly string[]; readonly departments?: readonly string[] }>
  >
}
/** `content` is a GoRules JDM document. */
export type BundleRule = {
  readonly code: string
  readonly kind: 'registration' | 'dispatch' | 'handling' | 'appraisal'
  readonly name: string
  readonly nameEn: string
  readonly content: unknown
}
export type BundleCalendar = {
  readonly workPeriods: readonly { readonly startMinute: number; readonly endMinute: number }[]
  /** Days that differ from Monday–Friday: holidays and make-up workdays (local dates YYYY-MM-DD). */
  readonly days: readonly { readonly day: string; readonly isWorkday: boolean; readonly name: string }[]
}

export type BundlePart = {
  readonly sourceId: string
  readonly code: string
  readonly categoryCode: string
  readonly name: string
  readonly nameEn: string
  readonly condition: 'good' | 'fair' | 'poor' | 'missing'
  readonly inChargeDepartmentCode: string | null
  readonly owner: string
  readonly maintainer: string
  readonly installedOn: string | null
  readonly address: string
  readonly lngLat: LngLat
  readonly attributes: Readonly<Record<string, string | number | boolean>>
}
export type BundleSensor = {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** water_level, manhole_tilt, air_pm25, noise, rain … */
  readonly kind: string
  readonly unitOfMeasure: string
  readonly warnAbove: number | null
  readonly alarmAbove: number | null
  readonly lngLat: LngLat
  /** Most recent readings, oldest first. */
  readonly readings: readonly { readonly at: Instant; readonly value: number }[]
}

export type CaseState =
  | 'reported'
  | 'verifying'
  | 'accepted'
  | 'registered'
  | 'dispatched'
  | 'signed'
  | 'handled'
  | 'fed_back'
  | 'shelved'
  | 'closed'
  | 'canceled'
export type CaseVerb =
  | 'report'
  | 'accept'
  | 'register'
  | 'dispatch'
  | 'sign'
  | 'handle'
  | 'feed_back'
  | 'check_pass'
  | 'check_fail'
  | 'return'
  | 'cancel'
  | 'classify'
  | 'locate'
  | 'verify'
  | 'verify_found'
  | 'verify_absent'
  | 'verify_unclear'
  | 'void'
  | 'recall'
  | 'adjudicate'
  | 'self_handle'
  | 'finish_stage'
  | 'release'
  | 'shelve'
  | 'unshelve'
  | 'force_close'
  | 'reopen'
  | 'evaluate'
/** A case of the past: entered backdated by the source system, without live clocks or notices. Also open ones at the end of the seeded year. */
export type BundleCase = {
  readonly sourceId: string
  /** hotline resident collector sensor camera patrol superior other_system */
  readonly channel: string
  readonly foundBy: 'public' | 'us' | 'machine'
  readonly categoryCode: string | null
  readonly description: string
  readonly address: string
  readonly lngLat: LngLat | null
  /** As the source gave it, before conversion. */
  readonly original: {
    readonly x: number | null
    readonly y: number | null
    readonly coordinateSystem: 'WGS84' | 'CGCS2000' | 'GCJ-02' | 'BD-09'
  }
  /** The source's own word for the area, to measure our spatial join by. */
  readonly sourceAreaLabel: string | null
  readonly partSourceId: string | null
  readonly reporterName: string | null
  readonly reporterPhone: string | null
  readonly reportedAt: Instant
  /** A rule chose the unit without a person. */
  readonly autoDispatched?: boolean
  /** The source's own deadline, where it has one. */
  readonly dueAt?: Instant | null
  /** In time order, starting with `report`; the last one gives the state. */
  readonly steps: readonly {
    readonly verb: CaseVerb
    readonly toState: CaseState
    readonly at: Instant
    readonly actorName: string
    readonly departmentCode: string | null
    readonly unitCode: string | null
    readonly note: string
    /** How sure the robot was, where it dispatched. */
    readonly score?: number
  }[]
}
/** Road centrelines as a routable network; `from` and `to` are indices into `nodes`. */
export type BundleRoads = {
  readonly nodes: readonly LngLat[]
  readonly edges: readonly {
    readonly from: number
    readonly to: number
    readonly lengthMeters: number
    readonly class: string
    readonly name: string
    readonly nameEn: string
    /** Driven from `from` to `to` only. */
    readonly isOneWay: boolean
    readonly freeKph: number
    /** On workdays from 7 to 9 and from 17 to 19. */
    readonly peakKph: number
    /** From `from` to `to`, ends included. */
    readonly lngLats: readonly LngLat[]
  }[]
}
/** One entry of the gazetteer. */
export type BundlePlace = {
  readonly code: string
  /** road crossing address estate school hospital park market police fire station bridge water office government attraction community subdistrict … */
  readonly kind: string
  readonly name: string
  readonly nameEn: string
  /** Syllables without tones, by blanks: yun jiang lu. */
  readonly pinyin: string
  /** First letters: yjl. */
  readonly initials: string
  readonly aliases: readonly string[]
  readonly address: string
  /** 0 is the most important. */
  readonly rank: number
  readonly lngLat: LngLat
}
/** The beat of a trade (sanitation, greening, roads): unit grids taken together, its department in charge. */
export type BundleProfessionalGrid = {
  readonly code: string
  readonly sector: string
  readonly name: string
  readonly nameEn: string
  readonly departmentCode: string | null
  readonly unitGridCodes: readonly string[]
  readonly geometry: MultiPolygonCoordinates
}

export type BundleTrackPoint = { readonly unitCode: string; readonly at: Instant; readonly lngLat: LngLat }
export type BundleInspection = {
  readonly personCode: string | null
  readonly partSourceId: string | null
  readonly at: Instant
  readonly lngLat: LngLat
  readonly result: 'normal' | 'problem'
}

/** Long lists are iterables that can be gone through again: a generator makes them anew each time and holds none. */
export type CityBundle = {
  readonly sourceSystem: string
  readonly city: CityIdentity
  /** From when the geography holds. */
  readonly validFrom: Instant
  readonly areas: readonly BundleArea[]
  readonly dutyGrids: readonly BundleDutyGrid[]
  readonly unitGrids: readonly BundleUnitGrid[]
  readonly professionalGrids?: readonly BundleProfessionalGrid[]
  readonly basemap: readonly BasemapFeature[]
  readonly roads?: BundleRoads
  readonly places?: readonly BundlePlace[]
  readonly departments: readonly BundleDepartment[]
  readonly people: readonly BundlePerson[]
  readonly roster?: readonly BundleRosterShift[]
  readonly units: readonly BundleUnit[]
  readonly categories: readonly BundleCategory[]
  readonly equipmentKinds?: readonly BundleEquipmentKind[]
  readonly duties: readonly BundleDuty[]
  readonly regulations?: readonly BundleRegulation[]
  readonly rules: readonly BundleRule[]
  readonly calendar: BundleCalendar
  /** As the database has them where left out. */
  readonly escalationLimits?: readonly BundleEscalationLimit[]
  readonly parts: Iterable<BundlePart>
  readonly sensors: readonly BundleSensor[]
  /** In the order in which they were reported. */
  readonly cases: Iterable<BundleCase>
  /** About how many, where they are not a list: for the progress only. */
  readonly expectedCases?: number
  readonly tracks: Iterable<BundleTrackPoint>
  readonly inspections: Iterable<BundleInspection>
}
