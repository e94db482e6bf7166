"""What characters are: Han, and those that Chinese family names begin with."""

from __future__ import annotations

import re

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
IS_HAN = re.compile(f"[{HAN}]")
SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈"
    "曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江"
    "史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞"
    "章鲁魯葛伍韦韋申尤毕畢聂聶焦向柳邢路岳齐齊沿梅莫庄莊辛管祝左涂谷时時舒耿牟卜詹关關苗凌费費纪紀靳盛童欧歐"
    "甄项項曲成游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋植甘景薄单單包司柏宁寧柯阮桂闵閔解强強柴华華车車冉房边邊辜吉饶饒"
    "刁瞿戚丘古米池滕晋晉苑邬鄔臧畅暢宫宮来來嵺苟全褚廉简簡娄婁盖蓋符奚木穆党燕郎邸冀谈談姬屠连連郜晏栾欒郁商蒙计計"
    "喻揭窦竇迟遲宇敖糜鄢冷卓花仇艾蓝藍都巩鞏稽井练練仲乐樂虞卞封竺冼原官衣楚佟栗匡宗应應台巫鞠僧桑荆荊谌諶银銀"
    "扬揚明沙薄伏岑习習胥保和蔺藺尚农農上诸諸公皇令呼东東慕西独獨闻聞荀濮尉郗郏郟蒯隗璩缑緱阙闕阚闞骆駱缪繆芮昝佘晁郦酈俎厉厲咸鄞幸桓"
    "储儲祁裘狄嵇钮鈕宓邰扈庾暨茹湛麻贝貝祖酆邴"
)
COMPOUND_SURNAMES = (
    "端木",
    "令狐",
    "长孙",
    "長孫",
    "宇文",
    "轩辕",
    "軒轅",
    "钟离",
    "鍾離",
    "呼延",
    "申屠",
    "澹台",
    "澹臺",
    "淳于",
    "太叔",
    "仲孙",
    "仲孫",
    "赫连",
    "赫連",
    "闾丘",
    "亓官",
    "南宫",
    "南宮",
    "百里",
    "拓跋",
    "完颜",
    "完顏",
    "叶赫",
    "爱新",
    "那拉",
    "耶律",
    "万俟",
    "公孙",
    "公孫",
    "第五",
    "谷梁",
    "羊舌",
    "梁丘",
    "左丘",
    "东郭",
    "西门",
)
"""First characters of Chinese family names, simple and compound, in both scripts."""


def has_surname(name: str) -> bool:
    """Whether a name begins with a family name."""
    return name[0] in SURNAMES or name.startswith(COMPOUND_SURNAMES)
