import type { Translated } from '../_i18n/translated.ts'

/** What the map itself says. */
const zh = {
  label: '城市地图',
  zoomIn: '放大',
  zoomOut: '缩小',
  wholeCity: '全城',
  northUp: '正北朝上',
  legend: '图例',
  starting: '正在打开地图…',
  restoring: '图形设备中断，正在恢复；画面停留在 {time}',
  unsupported: '这个浏览器打不开地图（需要 WebGL 2），其余功能照常使用。',
  failed: '图层未更新：{layers}。其余图层正常，正在重试。',
  forbidden: '无权查看图层：{layers}',
  listComma: '、',
  layer: {
    map: '地图',
    basemap: '底图',
    areas: '行政区',
    duty_grids: '责任网格',
    unit_grids: '单元网格',
    parts: '部件',
    sensors: '传感器',
    units: '力量',
    cases: '案件',
  },
  draw: {
    polygon: '逐点点击，双击结束；Backspace 撤回一点，Esc 放弃',
    rectangle: '点击一角，再点击对角；Esc 放弃',
    circle: '点击圆心，再点击边缘；Esc 放弃',
    lasso: '点击开始，移动圈选，再次点击结束；Esc 放弃',
  },
}

const en: Translated<typeof zh> = {
  label: 'Map of the city',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  wholeCity: 'Whole city',
  northUp: 'North up',
  legend: 'Legend',
  starting: 'Opening the map…',
  restoring: 'The graphics device was interrupted; restoring. The picture is of {time}.',
  unsupported: 'This browser cannot open the map (WebGL 2 is needed). Everything else works as usual.',
  failed: 'Not up to date: {layers}. The other layers are fine; trying again.',
  forbidden: 'No permission for: {layers}',
  listComma: ', ',
  layer: {
    map: 'map',
    basemap: 'basemap',
    areas: 'areas',
    duty_grids: 'duty grids',
    unit_grids: 'unit grids',
    parts: 'components',
    sensors: 'sensors',
    units: 'units',
    cases: 'cases',
  },
  draw: {
    polygon: 'Click corner by corner, double-click to finish; Backspace takes one back, Esc gives up',
    rectangle: 'Click one corner, then the opposite one; Esc gives up',
    circle: 'Click the middle, then the rim; Esc gives up',
    lasso: 'Click to begin, move round, click again to finish; Esc gives up',
  },
}

export const messages = { zh, en }
