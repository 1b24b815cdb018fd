import type { Words } from './source-table.ts'

/** What should have stood where a fault was found, by the fault's code. */
const EXPECTED: Readonly<Record<string, Words>> = {
  NO_GEOMETRY: { zh: '每行一个点、线或面', en: 'a point, line or area in each row' },
  BAD_WKT: { zh: 'WKT，如 POINT (118.8 31.9)', en: 'WKT such as POINT (118.8 31.9)' },
  BAD_COORDINATE: { zh: '十进制数，如 118.8032', en: 'a decimal number such as 118.8032' },
  NOT_IN_SYSTEM: { zh: '所选坐标系内的坐标', en: 'a position in the chosen system' },
  SWAPPED: { zh: '经度在前、纬度在后', en: 'longitude first, then latitude' },
  OUTSIDE_CITY: { zh: '本市范围内的位置', en: 'a place in the city' },
  CROSSES_ANTIMERIDIAN: { zh: '不跨 180° 经线的图形', en: 'a shape on one side of the antimeridian' },
  MIXED_GEOMETRY: { zh: '点、线、面之一', en: 'points, lines or areas, not several of them' },
  EMPTY: { zh: '至少有一个环的面', en: 'an area of at least one ring' },
  NOT_A_POSITION: { zh: '每个顶点都是两个数', en: 'two numbers for each vertex' },
  NOT_CLOSED: { zh: '首尾同点的环', en: 'a ring that ends where it began' },
  TOO_FEW_POSITIONS: { zh: '环至少 4 个顶点', en: 'at least 4 positions in a ring' },
  SELF_CROSSING: { zh: '边界不与自己相交', en: 'a border that does not cross itself' },
  RINGS_CROSS: { zh: '环之间不交叉', en: 'rings that do not cross' },
  HOLE_OUTSIDE: { zh: '洞在面内', en: 'holes inside their area' },
  PARTS_OVERLAP: { zh: '各部分不重叠', en: 'parts that do not overlap' },
  OUT_OF_REACH: { zh: '您辖区内的位置', en: 'a place in your areas' },
  NO_ID: { zh: '1 至 200 个字符的编号', en: 'an id of 1 to 200 characters' },
  DOUBLE: { zh: '文件内不重复的编号', en: 'an id that stands once in the file' },
  NO_POINT: { zh: '点', en: 'a point' },
  UNKNOWN_CATEGORY: { zh: '部件类别的编码或名称', en: 'code or name of a category of components' },
  BAD_ROW: { zh: '与表头同样多的列', en: 'as many fields as the header' },
}

export function expectationOf(code: string): Words | undefined {
  return EXPECTED[code]
}
