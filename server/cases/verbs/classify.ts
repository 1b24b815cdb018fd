import { findCategory } from '../../basis/find-category.ts'
import { CodedError } from '../../errors.ts'
import { missing, unknown, type Verb } from './verb.ts'

/** A person decides what kind of matter it is; severity and clocks follow the category. */
export const classify: Verb = async ({ trx, input, record }) => {
  if (input.categoryId === undefined) throw missing('categoryId', '请选择类别', 'Choose a category')
  const category = await findCategory(trx, { categoryId: input.categoryId })
  if (!category) throw unknown('categoryId', '没有这个类别', 'There is no such category')
  if (category.isRetired)
    throw new CodedError('bad_input', 'CATEGORY_RETIRED', '该事项已停用', 'This category has been retired', {
      field: 'categoryId',
    })
  return {
    set: {
      category_id: category.categoryId,
      severity: category.severity,
      condition: input.condition ?? '',
      stage_step: 1,
    },
    data: { fromCategoryId: record.category_id, toCategoryId: category.categoryId },
    category,
  }
}
