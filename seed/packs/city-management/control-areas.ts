/** Where collectors of a seeded city do not report: each is the unit grid at this share of all, by code. */
export const controlAreas = [
  {
    code: 'KZ-01',
    share: 0.21,
    name: '轨道交通三期工地',
    nameEn: 'Metro phase three site',
    reason: '施工围挡内由建设单位管理，问题报建设主管部门',
    reasonEn: 'inside the hoarding the builder is in charge; tell the construction authority',
  },
  {
    code: 'KZ-02',
    share: 0.52,
    name: '河道清淤作业区',
    nameEn: 'River dredging works',
    reason: '清淤期间堆泥属正常作业，完工前不计案件',
    reasonEn: 'mud on the banks belongs to the works and counts as no case until they end',
  },
  {
    code: 'KZ-03',
    share: 0.83,
    name: '封闭管理单位大院',
    nameEn: 'Closed compound',
    reason: '院内由单位自行管理，不属城市管理范围',
    reasonEn: 'the owner keeps its own ground; the city does not',
  },
] as const
