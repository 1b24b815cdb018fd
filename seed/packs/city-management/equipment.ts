import type { BundleEquipmentKind } from '../../../server/exchange/bundle.ts'

/** Kinds of equipment that matters ask for, and what fleets call them; `fleets.ts` has the same words. */
export const equipmentKinds: readonly BundleEquipmentKind[] = [
  { code: 'pump', name: '抽水泵', nameEn: 'Pump', words: ['潜水泵', '抽水泵', '移动泵车'] },
  { code: 'sewer_jet', name: '疏通吸污车', nameEn: 'Sewer jetting truck', words: ['高压疏通车', '吸污车'] },
  {
    code: 'aerial_lift',
    name: '高空作业车',
    nameEn: 'Aerial lift',
    words: ['高空作业车', '带电作业车', '高枝修剪车'],
  },
  { code: 'chainsaw', name: '油锯', nameEn: 'Chainsaw', words: ['油锯', '高枝锯'] },
  { code: 'gas_detector', name: '可燃气体检测仪', nameEn: 'Gas detector', words: ['可燃气体检测仪'] },
  { code: 'road_repair', name: '路面修补设备', nameEn: 'Road repair kit', words: ['沥青修补车', '冷补料'] },
  { code: 'boat', name: '作业船', nameEn: 'Boat', words: ['保洁船', '冲锋舟'] },
]

/** What a crew needs for a matter, by its code. */
export const equipmentOf: Readonly<Record<string, readonly string[]>> = {
  '100118': ['aerial_lift'],
  '200105': ['boat'],
  '200111': ['pump'],
  '200112': ['road_repair'],
  '200401': ['road_repair'],
  '200402': ['pump'],
  '200403': ['gas_detector'],
  '200404': ['sewer_jet'],
  '200406': ['chainsaw'],
}
