//! Radicals that print like whole characters.
//!
//! Fonts draw a radical and the character of the same shape by one glyph, and some programs then write the radical into
//! the file. Names would never be found.

/// The characters of the radicals U+2E80–2EF3, in order; one without a character of its own shape stands for itself.
const SUPPLEMENT: &str = "⺀厂乛乚乙亻冂⺇刀刂卜㔾小小兀尣尢⺑巳幺彑⺕忄㣺扌攵⺚旡日月歺母民氵氺灬\
    爫爫丬牛犭王⺪目示礻竹糹纟罓罒⺳⺴⺵羊⺷⺸耂肀聿肉臼艹艹艹虎衤覀西见角⻇\
    讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食⻞飠饣⻡马骨鬼鱼鸟卤麦黄黾斉\
    齐歯齿竜龙龜亀龟";

/// The characters of the radicals U+2F00–2FD5, in order: of two spellings, the one that fonts for simplified Chinese draw.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕\
    大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日\
    曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿\
    目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行\
    衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音\
    頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// The character of a radical's shape; any other character is itself.
pub(super) fn whole(ch: char) -> char {
    let (first, characters) = match ch {
        '\u{2e80}'..='\u{2ef3}' => ('\u{2e80}', SUPPLEMENT),
        '\u{2f00}'..='\u{2fd5}' => ('\u{2f00}', KANGXI),
        _ => return ch,
    };
    characters.chars().nth((ch as usize) - (first as usize)).unwrap_or(ch)
}
