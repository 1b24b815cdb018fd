import type { Translated } from '../_i18n/translated.ts'

const zh = {
  progress: '已上传 {percent, number}%（{sent} / {total}）',
  waiting: '网络中断，已上传 {percent, number}%，恢复后从这里继续',
  tooLarge: '照片不超过 {photo, number} MB，视频不超过 {video, number} MB，这个文件没有加上',
  wrongType: '只能加照片（JPEG、PNG、WebP）或视频（MP4、MOV），这个文件没有加上',
  film: '视频',
}
const en: Translated<typeof zh> = {
  progress: '{percent, number}% uploaded ({sent} of {total})',
  waiting: 'The network is away: {percent, number}% uploaded, it goes on from here',
  tooLarge: 'Photos up to {photo, number} MB, films up to {video, number} MB: this file was not added',
  wrongType: 'Only photos (JPEG, PNG, WebP) and films (MP4, MOV) can be added: this file was not',
  film: 'Film',
}
export const messages = { zh, en }
