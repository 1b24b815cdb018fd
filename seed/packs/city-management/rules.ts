import type { BundleRule } from '../../../server/exchange/bundle.ts'
import { contentOf, type TableRow } from '../../../server/rules/table/decision-table.ts'

function decisionTable(
  inputs: readonly string[],
  outputs: readonly string[],
  rows: readonly TableRow[],
): unknown {
  return contentOf({ inputs, outputs, rows })
}

const text = (value: string) => JSON.stringify(value)

function registrationRow(
  id: string,
  description: string,
  conditions: Readonly<Record<string, string>>,
  decision: 'register' | 'accept' | 'verify' | 'cancel',
  zh: string,
  en: string,
): TableRow {
  const outputs = { decision: text(decision), reasonZh: text(zh), reasonEn: text(en) }
  return { id, description, cells: { ...conditions, ...outputs } }
}

function dispatchRow(
  id: string,
  description: string,
  conditions: Readonly<Record<string, string>>,
  autoDispatch: boolean,
  zh: string,
  en: string,
): TableRow {
  const outputs = { autoDispatch: String(autoDispatch), reasonZh: text(zh), reasonEn: text(en) }
  return { id, description, cells: { ...conditions, ...outputs } }
}

function handlingRow(
  id: string,
  description: string,
  conditions: Readonly<Record<string, string>>,
  check: 'always' | 'sample' | 'never',
  zh: string,
  en: string,
): TableRow {
  return {
    id,
    description,
    cells: { ...conditions, check: text(check), reasonZh: text(zh), reasonEn: text(en) },
  }
}

function appraisalRow(
  id: string,
  description: string,
  conditions: Readonly<Record<string, string>>,
  points: number,
  zh: string,
  en: string,
): TableRow {
  return {
    id,
    description,
    cells: { ...conditions, points: String(points), reasonZh: text(zh), reasonEn: text(en) },
  }
}

export const rules: readonly BundleRule[] = [
  {
    code: 'REG-01',
    kind: 'registration',
    name: '案件立案规则',
    nameEn: 'Registration of cases',
    content: decisionTable(
      ['hasCategory', 'isLocated', 'severity', 'foundBy', 'channel', 'hasPhoto', 'isVerified'],
      ['decision', 'reasonZh', 'reasonEn'],
      [
        registrationRow(
          'R-01',
          '未分类：人工受理',
          { hasCategory: 'false' },
          'accept',
          '尚未确定类别，转人工受理',
          'No category yet: a person takes it in',
        ),
        registrationRow(
          'R-02',
          '未定位：人工受理',
          { isLocated: 'false' },
          'accept',
          '位置无法落图，转人工受理',
          'Not placed on the map: a person takes it in',
        ),
        registrationRow(
          'R-03',
          '紧急事项：直接立案',
          { severity: '"urgent"' },
          'register',
          '紧急事项，直接立案',
          'Urgent: registered at once',
        ),
        registrationRow(
          'R-04',
          '监督员上报：直接立案',
          { foundBy: '"us"' },
          'register',
          '监督员或网格员现场发现，直接立案',
          'Found on site by our own people: registered at once',
        ),
        registrationRow(
          'R-05',
          '上级交办：直接立案',
          { channel: '"superior"' },
          'register',
          '上级交办，直接立案',
          'Ordered from above: registered at once',
        ),
        registrationRow(
          'R-10',
          '现场核实属实：直接立案',
          { isVerified: 'true' },
          'register',
          '现场核实属实，直接立案',
          'Seen on site: registered at once',
        ),
        registrationRow(
          'R-06',
          '物联感知告警：先核实',
          { foundBy: '"machine"' },
          'verify',
          '设备发现为线索，需先核实',
          'Found by a machine: a lead, to be verified first',
        ),
        registrationRow(
          'R-07',
          '公众上报有照片：直接立案',
          { foundBy: '"public"', hasPhoto: 'true' },
          'register',
          '公众上报，类别、位置、照片齐全，直接立案',
          'From the public with category, place and photo: registered at once',
        ),
        registrationRow(
          'R-08',
          '公众热线：先核实',
          { foundBy: '"public"' },
          'verify',
          '公众反映，派监督员现场核实后立案',
          'From the public without a photo: verified on site first',
        ),
        registrationRow(
          'R-09',
          '其他：人工受理',
          {},
          'accept',
          '未命中规则，转人工受理',
          'No rule applies: a person takes it in',
        ),
      ],
    ),
  },
  {
    code: 'DIS-01',
    kind: 'dispatch',
    name: '自动分拨规则',
    nameEn: 'Automatic dispatch',
    content: decisionTable(
      ['hasUnit', 'severity', 'classCode', 'categoryCode', 'unitDistanceMeters'],
      ['autoDispatch', 'reasonZh', 'reasonEn'],
      [
        dispatchRow(
          'D-01',
          '无可派力量：人工分拨',
          { hasUnit: 'false' },
          false,
          '没有可派的处置力量，转人工分拨',
          'No able unit: a person dispatches',
        ),
        dispatchRow(
          'D-02',
          '紧急事项：人工确认',
          { severity: '"urgent"' },
          false,
          '紧急事项由值班长确认分拨',
          'Urgent: the shift leader confirms',
        ),
        dispatchRow(
          'D-03',
          '环卫类：自动分拨',
          {
            categoryCode: 'in ["200102","200104","200108","200201","100305"]',
            unitDistanceMeters: '<= 5000',
          },
          true,
          '环卫简易事项，自动分拨至最近作业队',
          'Simple sanitation: goes to the nearest crew',
        ),
        dispatchRow(
          'D-04',
          '路灯：自动分拨',
          { categoryCode: '"100118"', unitDistanceMeters: '<= 8000' },
          true,
          '路灯故障，自动分拨至照明抢修队',
          'Street light fault: goes to the lighting crew',
        ),
        dispatchRow('D-05', '其他：人工分拨', {}, false, '按规则由人工分拨', 'By rule a person dispatches'),
      ],
    ),
  },
  {
    code: 'HND-01',
    kind: 'handling',
    name: '自处置核查规则',
    nameEn: 'Check of what was handled on the spot',
    content: decisionTable(
      ['severity', 'similarWithin50m7d'],
      ['check', 'reasonZh', 'reasonEn'],
      [
        handlingRow(
          'H-01',
          '紧急事项：必查',
          { severity: '"urgent"' },
          'always',
          '紧急事项，自处置后必须核查',
          'Urgent: always checked on site',
        ),
        handlingRow(
          'H-02',
          '反复发生：必查',
          { similarWithin50m7d: '>= 2' },
          'always',
          '7 天内此处已有同类案件 2 件以上，自处置后必须核查',
          'Two or more of the kind here within a week: always checked',
        ),
        handlingRow(
          'H-03',
          '其他：抽查',
          {},
          'sample',
          '一般事项，按比例抽查',
          'Ordinary: the sample decides',
        ),
      ],
    ),
  },
  {
    code: 'APR-01',
    kind: 'appraisal',
    name: '案件考核规则',
    nameEn: 'Appraisal of closed cases',
    content: decisionTable(
      ['closeReason', 'isSelfHandled', 'reworkCount', 'isLate', 'severity', 'returnCount', 'extensionCount'],
      ['points', 'reasonZh', 'reasonEn'],
      [
        appraisalRow(
          'A-01',
          '强制结案：不计分',
          { closeReason: '"forced"' },
          0,
          '强制结案，不计分',
          'Closed by force: no points',
        ),
        appraisalRow(
          'A-02',
          '自处置：加分',
          { isSelfHandled: 'true', reworkCount: '== 0' },
          1,
          '主动发现并当场处置',
          'Found and put right on the spot',
        ),
        appraisalRow(
          'A-03',
          '紧急事项超期',
          { isLate: 'true', severity: '"urgent"' },
          -3,
          '紧急事项超期办结',
          'Urgent and late',
        ),
        appraisalRow(
          'A-04',
          '多次返工',
          { reworkCount: '>= 2' },
          -3,
          '核查两次以上未通过',
          'The check failed twice or more',
        ),
        appraisalRow('A-05', '超期', { isLate: 'true' }, -2, '超期办结', 'Late'),
        appraisalRow('A-06', '返工', { reworkCount: '== 1' }, -1, '核查一次未通过', 'The check failed once'),
        appraisalRow(
          'A-07',
          '推诿',
          { returnCount: '>= 2' },
          -1,
          '两次以上退回后才办',
          'Taken only after two returns',
        ),
        appraisalRow(
          'A-08',
          '多次延期',
          { extensionCount: '>= 2' },
          -1,
          '两次以上延期',
          'Extended twice or more',
        ),
        appraisalRow('A-09', '按期一次办结', {}, 0, '按期办结，不扣分', 'On time: nothing taken off'),
      ],
    ),
  },
]
