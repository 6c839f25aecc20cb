// Surnames and given names from which the demo's people are made; nobody here is a real person.
import type { Random } from './random.ts'

export type Gender = 'female' | 'male'

// Frequent surnames stand first and are drawn more often; the second list has polyphonic and rarer ones.
const frequent = Array.from(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤',
)
const polyphonic = Array.from('曾单仇解任盖朴查区翟乐')
const compound = ['欧阳', '上官', '司马', '诸葛', '尉迟']

const female = Array.from('芳娜敏静丽娟艳霞秀玲桂英婷慧莹雪琳洁红梅兰萍颖倩媛瑶怡佳欣悦晴蕾薇雯莉琴燕')
const male = Array.from('伟强磊军勇杰涛明超刚平辉鹏华飞斌波宇浩凯健俊帆亮鑫博峰毅航志翔宁东建国栋荣')
const either = Array.from('文晓子嘉思雨一永海春新立成学永瑞安宏清景泽正书天玉家')
/** Characters that break systems with small fonts or 16-bit strings; 𠮷 needs two code units. */
const rare = ['喆', '龑', '㛃', '𠮷']

export function nameOf(random: Random, gender: Gender): string {
  const draw = random.next()
  const surname =
    draw < 0.45
      ? random.pick(frequent.slice(0, 24))
      : draw < 0.9
        ? random.pick(frequent)
        : draw < 0.99
          ? random.pick(polyphonic)
          : random.pick(compound)
  const last = random.chance(0.01) ? random.pick(rare) : random.pick(gender === 'female' ? female : male)
  return random.chance(0.3) ? `${surname}${last}` : `${surname}${random.pick(either)}${last}`
}
