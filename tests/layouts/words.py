"""Words to make texts of: many, of many fields, so that no two texts are alike."""

from __future__ import annotations

from random import Random

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_DOUBLE = ("欧阳", "司马", "上官", "诸葛", "东方", "尉迟", "公孙", "皇甫")
_GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉鹏宇晨曦琳昊然子轩雨梦瑶欣怡嘉豪思源若水春生志国建华海燕立新长庚"
_FOREIGN = ("约翰·史密斯", "玛丽·杜邦", "卡洛斯·冈萨雷斯", "安娜·伊万诺娃", "彼得·穆勒")
_PLACES = [
    "清溪",
    "白沙",
    "石桥",
    "双河",
    "永安",
    "太平",
    "龙泉",
    "金山",
    "临江",
    "望海",
    "丰乐",
    "长岭",
    "青田",
    "梅林",
    "竹溪",
    "柳湾",
    "松岗",
    "云台",
    "凤鸣",
    "鹤鸣",
    "南浦",
    "北屏",
    "东渡",
    "西关",
    "大渡",
    "小营",
    "红岩",
    "黄坪",
    "紫阳",
    "蓝田",
]
_LEVELS = ("市", "县", "区", "镇", "乡", "街道")
_FIELDS = [
    "农业",
    "林业",
    "畜牧",
    "水产",
    "交通",
    "邮政",
    "电力",
    "供水",
    "燃气",
    "环保",
    "气象",
    "地震",
    "教育",
    "科技",
    "文化",
    "卫生",
    "体育",
    "民政",
    "社保",
    "就业",
    "住房",
    "城建",
    "旅游",
    "商贸",
    "金融",
    "保险",
    "税务",
    "审计",
    "统计",
    "档案",
    "司法",
    "消防",
    "应急",
    "医保",
    "粮食",
    "供销",
    "盐业",
    "烟草",
    "石化",
    "纺织",
    "造船",
    "航空",
]
_BODIES = [
    "局",
    "委员会",
    "办公室",
    "中心",
    "研究院",
    "公司",
    "集团",
    "学校",
    "医院",
    "图书馆",
    "博物馆",
    "协会",
    "管理处",
    "服务站",
    "检察院",
    "档案馆",
]
_ACTS = [
    "推进",
    "完成",
    "启动",
    "建成",
    "实施",
    "组织",
    "举办",
    "印发",
    "修订",
    "开展",
    "深化",
    "优化",
    "落实",
    "新增",
    "改造",
    "扩建",
    "整治",
    "监测",
    "培训",
    "评选",
    "表彰",
    "引进",
    "收集",
    "保护",
    "修缮",
    "调查",
    "验收",
    "核查",
    "督导",
    "宣传",
    "巡查",
]
_THINGS = [
    "灌区改造",
    "渠道清淤",
    "公路养护",
    "桥梁加固",
    "校舍修缮",
    "技能竞赛",
    "文物普查",
    "古籍数字化",
    "疫苗接种",
    "健康体检",
    "老年食堂",
    "社区驿站",
    "垃圾分类",
    "河道治理",
    "森林防火",
    "病虫害防治",
    "品种选育",
    "冷链仓储",
    "跨境电商",
    "普惠信贷",
    "反诈宣传",
    "法律援助",
    "人才公寓",
    "职业培训",
    "志愿服务",
    "全民阅读",
    "广场演出",
    "马拉松赛",
    "龙舟邀请赛",
    "数据归集",
    "电网升级",
    "管网更新",
    "充电设施",
    "光伏发电",
    "海水淡化",
    "智能仓库",
    "自动化码头",
    "创新券发放",
    "专利导航",
    "标准修订",
    "信用评价",
    "行政审批",
    "窗口服务",
    "应急演练",
    "隐患排查",
    "物资储备",
]
_QUALITIES = [
    "全面",
    "有序",
    "扎实",
    "稳步",
    "深入",
    "持续",
    "首次",
    "集中",
    "联合",
    "如期",
    "顺利",
    "统一",
    "分批",
    "逐步",
    "重点",
]
_UNITS = [
    "个",
    "项",
    "人",
    "人次",
    "家",
    "户",
    "公顷",
    "公里",
    "吨",
    "台",
    "件",
    "册",
    "场",
    "所",
    "处",
    "万元",
    "亿元",
    "万吨",
    "平方米",
    "立方米",
    "千瓦",
]
_LATIN = [
    "5G",
    "LNG",
    "AEC-Q100",
    "PM2.5",
    "GDP",
    "Wi-Fi",
    "QC080000",
    "IPv6",
    "B2B",
    "CT",
    "AI",
    "NB-IoT",
    "km/h",
    "ISO9001",
    "R&D",
    "APP",
]
_BOOKS = [
    "《水利志》",
    "《人口普查资料》",
    "《条例》",
    "《实施方案》",
    "《三年行动计划》",
    "《考古报告》",
    "《民歌集成》",
]
_SLOGANS = [
    "“一网通办”",
    "“最多跑一次”",
    "“双随机、一公开”",
    "“河长制”",
    "“书香之城”",
    "“绿水青山”",
    "“零距离”服务",
    "“五个一”工程",
]
_TAIL = [
    "取得新进展",
    "受到好评",
    "达到年度目标",
    "走在全省前列",
    "得到有效控制",
    "基本形成体系",
    "实现全覆盖",
    "通过专家评审",
    "列入省级试点",
    "比上年有所提高",
    "为历年最多",
    "创同期新高",
]
_TRADITIONAL = str.maketrans(
    "国会学书图馆电气业农务员长门东车马鸟鱼龙发达进运动区县乡镇实组织开关义见观规视觉单双议论证认识设计讲记该详语说请读课调谈财货质购贸费资赛赵输转载轻较辆边过还这连选远遗适钟铁银钱锋锻阳阴队阶际陆陈险随隐难雾静顾预领颜风飞饭饮饰馈验骤惊鲁鲜黄齿",
    "國會學書圖館電氣業農務員長門東車馬鳥魚龍發達進運動區縣鄉鎮實組織開關義見觀規視覺單雙議論證認識設計講記該詳語說請讀課調談財貨質購貿費資賽趙輸轉載輕較輛邊過還這連選遠遺適鐘鐵銀錢鋒鍛陽陰隊階際陸陳險隨隱難霧靜顧預領顏風飛飯飲飾饋驗驟驚魯鮮黃齒",
)
_ENGLISH = {
    "subject": ["the board", "the county council", "a joint committee", "the harbour office", "the survey team", "each district", "the new laboratory", "a visiting engineer", "the well-known institute", "the railway company"],
    "verb": ["reported", "completed", "reviewed", "re-opened", "measured", "extended", "postponed", "financed", "described", "restored"],
    "object": ["the northern embankment", "a long-term agreement", "several public libraries", "the water supply", "two experimental stations", "its annual accounts", "the coastal road", "a self-contained workshop", "more than forty schools", "the preliminary estimate"],
    "tail": ["without further delay", "in the following spring", "at considerable expense", "despite an unusually dry season", "according to the minutes", "with the consent of the ministry", "for the benefit of neighbouring villages", "as the regulations require", "under the supervision of Mr. Aldous", "by the end of 1927"],
}  # fmt: skip


class Words:
    """Random words of one text. ``traditional``: in traditional characters."""

    def __init__(self, chance: Random, *, traditional: bool = False) -> None:
        self.chance = chance
        self.traditional = traditional
        self.year = chance.randint(1996, 2023)
        self.place = chance.choice(_PLACES)

    def finish(self, text: str) -> str:
        """In the script of the text: traditional characters have 「」 for quotes."""
        if not self.traditional:
            return text
        return text.translate(_TRADITIONAL).replace("“", "「").replace("”", "」")

    def pick(self, words: list[str] | tuple[str, ...]) -> str:
        return self.chance.choice(words)

    def name(self) -> str:
        """Of two to four characters; now and then a foreign one."""
        if self.chance.random() < 0.03:
            return self.pick(_FOREIGN)
        double = self.chance.random() < 0.06
        surname = self.pick(_DOUBLE) if double else self.chance.choice(_SURNAMES)
        return surname + "".join(
            self.chance.choice(_GIVEN) for _ in range(self.chance.choice((1, 1, 2, 2, 2)))
        )

    def organisation(self) -> str:
        return self.finish(
            f"{self.pick(_PLACES)}{self.pick(_LEVELS[:3])}{self.pick(_FIELDS)}{self.pick(_BODIES)}"
        )

    def number(self) -> str:
        kind = self.chance.random()
        if kind < 0.4:
            return str(self.chance.randint(2, 999))
        if kind < 0.6:
            return f"{self.chance.randint(1, 99)}.{self.chance.randint(1, 99)}"
        return str(self.chance.randint(1000, 99999))

    def amount(self) -> str:
        return f"{self.number()}{self.pick(_UNITS)}"

    def date(self) -> str:
        month, day = self.chance.randint(1, 12), self.chance.randint(1, 28)
        return self.pick([f"{month}月", f"{month}月{day}日", f"{self.year}年{month}月", f"{self.year}年"])

    def heading(self) -> str:
        """A title of 4 to 20 characters."""
        forms = (
            lambda: self.pick(_THINGS),
            lambda: f"{self.pick(_FIELDS)}{self.pick(_ACTS)}",
            lambda: f"{self.pick(_PLACES)}{self.pick(_LEVELS)}{self.pick(_THINGS)}",
            lambda: f"{self.pick(_ACTS)}{self.pick(_SLOGANS)}{self.pick(_THINGS)}",
            lambda: f"{self.pick(_PLACES)}{self.pick(_BODIES)}{self.pick(_ACTS)}{self.pick(_THINGS)}工作",
        )
        return self.finish(self.pick(forms)())  # type: ignore[arg-type,operator]

    def section(self) -> str:
        return self.finish(
            self.pick([self.pick(_FIELDS), f"{self.pick(_FIELDS)}{self.pick(_FIELDS)}", "综述", "概述"])
        )

    def title(self) -> str:
        """Of a whole text."""
        return self.finish("·".join(self.chance.sample(_FIELDS, self.chance.choice((1, 2, 2, 3)))))

    def sentence(self) -> str:
        """One Chinese sentence of one to five clauses, with its stop."""
        clauses = [self._clause() for _ in range(self.chance.randint(1, 5))]
        joined = "".join(clause + self.pick(["，", "，", "，", "；", "，并"]) for clause in clauses[:-1])
        return self.finish(f"{joined}{clauses[-1]}{self.pick(['。'] * 14 + ['！', '……。'])}")

    def _clause(self) -> str:
        forms = (
            lambda: (
                f"{self.date()}，{self.pick(_PLACES)}{self.pick(_LEVELS)}{self.pick(_ACTS)}{self.pick(_THINGS)}{self.amount()}"
            ),
            lambda: (
                f"全年{self.pick(_ACTS)}{self.pick(_THINGS)}{self.amount()}、{self.pick(_THINGS)}{self.amount()}"
            ),
            lambda: f"{self.pick(_FIELDS)}{self.pick(_THINGS)}{self.pick(_QUALITIES)}{self.pick(_ACTS)}",
            lambda: (
                f"{self.pick(_PLACES)}{self.pick(_BODIES)}（{self.pick(_LATIN)}）{self.pick(_ACTS)}{self.pick(_SLOGANS)}{self.pick(_THINGS)}"
            ),
            lambda: f"比上年增长{self.number()}%",
            lambda: f"其中{self.pick(_THINGS)}占{self.number()}%",
            lambda: f"{self.pick(_THINGS)}{self.pick(_TAIL)}",
            lambda: f"{self.pick(_ACTS)}{self.pick(_BOOKS)}",
            lambda: f"{self.name()}等{self.chance.randint(2, 30)}人{self.pick(_ACTS)}{self.pick(_THINGS)}",
            lambda: (
                f"{self.pick(_THINGS)}——{self.pick(_THINGS)}项目{self.pick(_QUALITIES)}{self.pick(_ACTS)}"
            ),
            lambda: f"采用{self.pick(_LATIN)}技术的{self.pick(_THINGS)}{self.pick(_TAIL)}",
        )
        return self.pick(forms)()  # type: ignore[arg-type,operator]

    def english(self) -> str:
        """One English sentence."""
        parts = [
            f"{self.pick(_ENGLISH['subject'])} {self.pick(_ENGLISH['verb'])} {self.pick(_ENGLISH['object'])}"
            for _ in range(self.chance.randint(1, 3))
        ]
        words = f"{', and '.join(parts)} {self.pick(_ENGLISH['tail'])}."
        return words[0].upper() + words[1:]

    def english_heading(self) -> str:
        words = self.pick(_ENGLISH["object"]).removeprefix("the ").removeprefix("a ").removeprefix("its ")
        return f"{words[0].upper()}{words[1:]}"
