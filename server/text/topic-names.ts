/** English names of the desks that answer a mayor's mailbox; their Chinese ones are the topic model's labels. */
export const TOPIC_NAMES_EN: Readonly<Record<string, string>> = {
  城乡建设: 'Construction and housing',
  劳动和社会保障: 'Labour and social security',
  教育文体: 'Education, culture, sport',
  商贸旅游: 'Trade and tourism',
  环境保护: 'Environment',
  卫生计生: 'Health and family planning',
  交通运输: 'Transport',
}
