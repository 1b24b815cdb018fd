import type { AheadCandidateTable, AheadSettingTable } from '../ahead/tables.ts'
import type { QuestionHandOverTable, UnansweredQuestionTable } from '../answers/tables.ts'
import type {
  AppraisalAppealTable,
  AppraisalItemTable,
  AppraisalLineTable,
  AppraisalSheetTable,
} from '../appraisal/tables.ts'
import type { AreaTable } from '../areas/tables.ts'
import type { AttachmentTable } from '../attachments/tables.ts'
import type { BasemapFeatureTable } from '../basemap/tables.ts'
import type { EscalationLimitTable, LimitVersionTable } from '../basis/limits/tables.ts'
import type {
  ArticleLinkTable,
  BasisChangeTable,
  CalendarChangeTable,
  CalendarDayTable,
  CategoryLimitTable,
  CategoryTable,
  DutyTable,
  RegulationPieceTable,
  RegulationTable,
  WorkPeriodTable,
} from '../basis/tables.ts'
import type { HotlineCallPrivateTable, HotlineCallTable } from '../calls/tables.ts'
import type {
  CaseAttachmentTable,
  CaseHistoryTable,
  CaseRecordTable,
  CaseStepTable,
} from '../cases/tables.ts'
import type {
  CaseCallbackTable,
  CaseClaimTable,
  CaseLinkTable,
  CaseMeetingPartyTable,
  CaseMeetingTable,
  CasePauseTable,
  CasePresenceTable,
  CaseRequestTable,
  CaseTaskTable,
  DutyProposalTable,
  OversightOrderTable,
} from '../cases/work-tables.ts'
import type { CityTable } from '../city/tables.ts'
import type { ControlAreaTable } from '../control-areas/tables.ts'
import type { DispatchSettingTable, EquipmentKindTable } from '../dispatch/tables.ts'
import type { EventLogTable } from '../events/tables.ts'
import type { ImportRunTable } from '../exchange/tables.ts'
import type {
  DutyGridPersonTable,
  DutyGridTable,
  ProfessionalGridTable,
  UnitGridSeenTable,
  UnitGridTable,
} from '../grids/tables.ts'
import type {
  AccessLogTable,
  ApiKeyTable,
  AuthUserTable,
  IdempotencyTable,
  RoleGrantTable,
} from '../identity/tables.ts'
import type { IndexDefinitionTable, IndexValueTable } from '../indices/tables.ts'
import type {
  InspectionDrawTable,
  InspectionFindingTable,
  InspectionInspectorTable,
  InspectionItemTable,
  InspectionObjectTable,
  InspectionPhotoTable,
  InspectionTable,
  InspectionTieTable,
  InspectionVisitInspectorTable,
  InspectionVisitTable,
} from '../inspections/tables.ts'
import type { IntakeRejectionTable, IntakeSourceTable } from '../intake/tables.ts'
import type { JobRunTable } from '../jobs/tables.ts'
import type {
  LayerFeatureTable,
  LayerImportChangeTable,
  LayerImportTable,
  LayerTable,
} from '../layers/tables.ts'
import type {
  NoticeDeliveryTable,
  NoticeDestinationTable,
  NoticeMessageTable,
  NotificationTable,
  PushIdentityTable,
} from '../notices/tables.ts'
import type {
  DepartmentIntegrationChangeTable,
  DepartmentTable,
  PersonPrivateTable,
  PersonTable,
  RosterShiftTable,
} from '../organization/tables.ts'
import type { PartTable } from '../parts/tables.ts'
import type { PlaceTable } from '../places/tables.ts'
import type { ReportConflictTable, ReportPrivateTable, ReportTable } from '../reports/tables.ts'
import type { RoadClosureTable, RoadEdgeTable, RoadNodeTable } from '../roads/tables.ts'
import type {
  DispatchAuthorityChangeTable,
  DispatchAuthorityTable,
  RobotCalibrationTable,
} from '../robot/tables.ts'
import type {
  RuleBackTestTable,
  RuleDecisionTable,
  RuleDraftTable,
  RuleStepTable,
  RuleTable,
} from '../rules/tables.ts'
import type { LifePulseTable, SceneRunTable } from '../scenes/tables.ts'
import type { ReadingTable, SensorTable } from '../sensors/tables.ts'
import type { SavedShapeTable } from '../shapes/tables.ts'
import type { DutyLogTable, ShiftHandoverTable } from '../shifts/tables.ts'
import type { GridDraftStepTable, GridDraftTable, GridLineageTable } from '../studio/tables.ts'
import type { TextModelTable } from '../text/tables.ts'
import type { TrackPointTable, UnitShiftTable, UnitStateTable, UnitTable } from '../units/tables.ts'
import type { UploadTable } from '../uploads/tables.ts'
import type { SavedViewTable } from '../views/tables.ts'
import type { SetAsideTable } from './set-aside-table.ts'

/** Every table, by its name. */
export interface Database {
  area: AreaTable
  duty_grid: DutyGridTable
  unit_grid: UnitGridTable
  unit_grid_seen: UnitGridSeenTable
  duty_grid_person: DutyGridPersonTable
  professional_grid: ProfessionalGridTable
  basemap_feature: BasemapFeatureTable
  road_node: RoadNodeTable
  road_closure: RoadClosureTable
  road_edge: RoadEdgeTable
  place: PlaceTable
  department: DepartmentTable
  department_integration_change: DepartmentIntegrationChangeTable
  person: PersonTable
  person_private: PersonPrivateTable
  roster_shift: RosterShiftTable
  unit: UnitTable
  unit_shift: UnitShiftTable
  unit_state: UnitStateTable
  track_point: TrackPointTable
  category: CategoryTable
  category_limit: CategoryLimitTable
  limit_version: LimitVersionTable
  escalation_limit: EscalationLimitTable
  duty: DutyTable
  regulation: RegulationTable
  regulation_piece: RegulationPieceTable
  article_link: ArticleLinkTable
  basis_change: BasisChangeTable
  calendar_change: CalendarChangeTable
  calendar_day: CalendarDayTable
  work_period: WorkPeriodTable
  rule: RuleTable
  rule_decision: RuleDecisionTable
  appraisal_sheet: AppraisalSheetTable
  appraisal_item: AppraisalItemTable
  appraisal_line: AppraisalLineTable
  appraisal_appeal: AppraisalAppealTable
  rule_draft: RuleDraftTable
  rule_step: RuleStepTable
  rule_back_test: RuleBackTestTable
  part: PartTable
  sensor: SensorTable
  reading: ReadingTable
  inspection: InspectionTable
  control_area: ControlAreaTable
  report: ReportTable
  report_private: ReportPrivateTable
  report_conflict: ReportConflictTable
  hotline_call: HotlineCallTable
  hotline_call_private: HotlineCallPrivateTable
  intake_source: IntakeSourceTable
  intake_rejection: IntakeRejectionTable
  attachment: AttachmentTable
  upload: UploadTable
  case_record: CaseRecordTable
  case_history: CaseHistoryTable
  case_step: CaseStepTable
  case_attachment: CaseAttachmentTable
  case_request: CaseRequestTable
  case_pause: CasePauseTable
  case_link: CaseLinkTable
  case_task: CaseTaskTable
  case_meeting: CaseMeetingTable
  case_meeting_party: CaseMeetingPartyTable
  oversight_order: OversightOrderTable
  case_callback: CaseCallbackTable
  case_claim: CaseClaimTable
  case_presence: CasePresenceTable
  duty_proposal: DutyProposalTable
  inspection_item: InspectionItemTable
  inspection_object: InspectionObjectTable
  inspection_inspector: InspectionInspectorTable
  inspection_tie: InspectionTieTable
  inspection_draw: InspectionDrawTable
  inspection_visit: InspectionVisitTable
  inspection_visit_inspector: InspectionVisitInspectorTable
  inspection_photo: InspectionPhotoTable
  inspection_finding: InspectionFindingTable
  notification: NotificationTable
  notice_message: NoticeMessageTable
  notice_destination: NoticeDestinationTable
  push_identity: PushIdentityTable
  notice_delivery: NoticeDeliveryTable
  unanswered_question: UnansweredQuestionTable
  question_hand_over: QuestionHandOverTable
  duty_log: DutyLogTable
  shift_handover: ShiftHandoverTable
  dispatch_authority: DispatchAuthorityTable
  dispatch_authority_change: DispatchAuthorityChangeTable
  robot_calibration: RobotCalibrationTable
  dispatch_setting: DispatchSettingTable
  equipment_kind: EquipmentKindTable
  ahead_setting: AheadSettingTable
  ahead_candidate: AheadCandidateTable
  role_grant: RoleGrantTable
  api_key: ApiKeyTable
  idempotency: IdempotencyTable
  access_log: AccessLogTable
  auth_user: AuthUserTable
  event_log: EventLogTable
  index_definition: IndexDefinitionTable
  index_value: IndexValueTable
  city: CityTable
  set_aside: SetAsideTable
  scene_run: SceneRunTable
  text_model: TextModelTable
  life_pulse: LifePulseTable
  layer: LayerTable
  layer_feature: LayerFeatureTable
  layer_import: LayerImportTable
  layer_import_change: LayerImportChangeTable
  saved_shape: SavedShapeTable
  saved_view: SavedViewTable
  grid_draft: GridDraftTable
  grid_draft_step: GridDraftStepTable
  grid_lineage: GridLineageTable
  import_run: ImportRunTable
  job_run: JobRunTable
}
