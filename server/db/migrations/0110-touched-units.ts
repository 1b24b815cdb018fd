import { type Kysely, sql } from 'kysely'

const STATEMENTS = [
  // Which transaction last wrote a row. Unlike a time or a sequence it tells a late commit: whoever has read up to the
  // oldest transaction that still ran then, misses nothing. Serves: the units in memory.
  `alter table unit add column touched xid8 not null default pg_current_xact_id()`,
  `alter table unit_state add column touched xid8 not null default pg_current_xact_id()`,
  'create index unit_touched on unit (touched)',
  'create index unit_state_touched on unit_state (touched)',
  `create function touch_row() returns trigger language plpgsql as $$
   begin
     new.touched := pg_current_xact_id();
     return new;
   end $$`,
  'create trigger touch before insert or update on unit for each row execute function touch_row()',
  'create trigger touch before insert or update on unit_state for each row execute function touch_row()',
  // Whoever changes a roster or a department need not be allowed to write every unit of it.
  `create function touch_units() returns trigger language plpgsql security definer set search_path = public as $$
   begin
     if tg_table_name = 'department' then
       update unit set touched = default where department_id = new.department_id;
     elsif tg_op = 'DELETE' then
       update unit set touched = default where unit_id = old.unit_id;
     else
       update unit set touched = default where unit_id = new.unit_id;
     end if;
     return null;
   end $$`,
  `create trigger touch_units after insert or update or delete on unit_shift
   for each row execute function touch_units()`,
  `create trigger touch_units after update of integration_level on department
   for each row when (old.integration_level is distinct from new.integration_level) execute function touch_units()`,
  // All units, whoever asks: scope is applied to each answer, as with tiles.
  `create function units_touched_since(horizon xid8) returns table (
     "unitId" integer, code text, name text, "nameEn" text, kind text, "departmentId" integer, "integrationLevel" smallint,
     skills text[], equipment text[], "vehicleKind" text, "scopeAreaId" integer, shifts jsonb,
     status text, lng double precision, lat double precision, "atMs" double precision,
     touched xid8, "isOwn" boolean)
   language sql stable security definer set search_path = public as $$
     select u.unit_id, u.code, u.name, u.name_en, u.kind, u.department_id, d.integration_level::smallint,
       u.skills, u.equipment, u.vehicle_kind, u.scope_area_id,
       (select coalesce(jsonb_agg(jsonb_build_object('weekday', h.weekday, 'startMinute', h.start_minute, 'endMinute', h.end_minute)), '[]')
        from unit_shift h where h.unit_id = u.unit_id),
       coalesce(s.status, 'idle'), s.lng, s.lat, floor(extract(epoch from s.at) * 1000)::float8,
       greatest(u.touched, s.touched),
       coalesce(pg_current_xact_id_if_assigned() in (u.touched, s.touched), false)
     from unit u join department d using (department_id) left join unit_state s using (unit_id)
     where u.unit_id in (
       select unit_id from unit where touched >= horizon
       union select unit_id from unit_state where touched >= horizon)
   $$`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}
