//! Words by which a page speaks of itself, in the languages we read. Tables only.

/// What is counted, one and many; lower case.
#[rustfmt::skip]
pub(super) const COUNTED: &[&str] = &[
    "view", "views", "like", "likes", "share", "shares", "comment", "comments", "reply", "replies", "vote", "votes",
    "read", "reads", "follower", "followers", "page views", "reactions", "new message", "new messages", "items",
    "aufrufe", "kommentare", "gefällt mir", "vues", "commentaires", "partages", "vistas", "comentarios",
    "visualizzazioni", "commenti", "visualizações", "comentários", "weergaven", "reacties", "wyświetleń",
    "komentarzy", "件のコメント", "条评论", "次浏览", "次阅读",
];

/// Words of a vote on the page.
#[rustfmt::skip]
pub(super) const HELPFUL: &[&str] = &[
    "helpful", "useful", "hilfreich", "utile", "útil", "nuttig", "pomocn", "役に立", "有帮助", "有用",
];

/// What a page says of the machine that made it, before a mark of this one visit.
#[rustfmt::skip]
pub(super) const MACHINE: &[&str] = &[
    "request id", "ray id", "trace id", "session id", "reference id", "correlation id", "incident id", "build",
    "build id", "page generated in", "page rendered in", "generated in", "rendered in", "load time", "server time",
    "local time", "page id", "visitor id",
];

/// What introduces the length of a text or its reach.
#[rustfmt::skip]
pub(super) const LENGTHS: &[&str] = &[
    "reading time", "read time", "estimated reading time", "page views", "views", "shares", "share", "likes",
    "lesezeit", "temps de lecture", "tiempo de lectura", "tempo di lettura", "tempo de leitura", "leestijd",
    "czas czytania", "aufrufe", "last login", "last logged in",
];

/// What introduces the name of who wrote a page.
#[rustfmt::skip]
pub(super) const BYLINES: &[&str] = &[
    "written by", "posted by", "created by", "published by", "reviewed by", "by", "von", "par", "por", "di", "door", "przez", "authored by", "edited by", "geschrieben von", "verfasst von", "écrit par",
    "escrito por", "scritto da", "geschreven door",
];

/// What a player's buttons say.
#[rustfmt::skip]
pub(super) const PLAYER: &[&str] = &[
    "play video", "pause video", "play", "pause", "mute", "unmute", "full screen", "watch video", "captions",
    "video transcript",
];

/// Links that do something with the page, said alone.
#[rustfmt::skip]
pub(super) const ACTIONS: &[&str] = &[
    "share", "tweet", "post", "pin", "pin it", "like", "follow", "follow us", "send", "email", "e-mail", "print",
    "copy link", "link copied", "copied", "copy", "edit this page", "edit on github", "edit", "view source",
    "report a problem", "report an issue", "submit a request", "listen", "teilen", "partager", "compartir",
    "condividi", "compartilhar", "partilhar", "delen", "udostępnij", "共有", "シェア", "分享", "login", "log in", "sign in",
];

/// How links to the page before and after begin, and links to an app.
#[rustfmt::skip]
pub(super) const LEADING: &[&str] = &[
    "previous", "prev", "next", "vorherige", "nächste", "précédent", "suivant", "anterior", "siguiente",
    "successivo", "seguinte", "vorige", "volgende", "poprzedni", "następny", "前へ", "次へ", "上一", "下一", "get it on ",
    "get the app", "download on the ", "download the app", "available on ", "available at ", "explore it on ",
    "edit this page on ",
];

/// Ways to reach somebody, which stand behind "by" as names do.
#[rustfmt::skip]
pub(super) const CONTACT_WAYS: &[&str] = &[
    "mail", "post", "phone", "telephone", "email", "e-mail", "fax", "letter", "courier", "sms", "text", "chat", "hand",
    "air", "law", "post", "brief", "telefon", "mail", "courrier", "téléphone", "correo", "teléfono", "telefono", "posta",
    "correio", "telefone", "telefoon", "card", "default", "category", "country", "region", "date", "consent", "contract",
];

/// What introduces a count of visits.
#[rustfmt::skip]
pub(super) const VISITORS: &[&str] = &[
    "you are visitor", "visitor number", "visitor no", "visitor #", "visitors", "total visitors", "hits", "page hits",
    "besucher", "sie sind besucher", "visiteurs", "vous êtes le visiteur", "visitantes", "visitatori", "bezoekers",
    "odwiedzin",
];

/// How other readers' approval ends or begins.
#[rustfmt::skip]
pub(super) const LIKES: &[&str] = &[
    "like this", "likes this", "liked this", "others like this", "reacted to this", "viewing this page",
    "reading this page", "reading this", "viewing this", "online now", "users online",
];

/// What stands before a clock that runs down.
#[rustfmt::skip]
pub(super) const TIMERS: &[&str] = &[
    "ends in", "sale ends in", "offer ends in", "time left", "starts in", "session expires in", "next update in",
    "endet in", "se termine dans", "termina en", "termina in", "termina em", "eindigt over",
];

/// What a basket is called, before the count of what is in it.
#[rustfmt::skip]
pub(super) const CARTS: &[&str] = &[
    "cart", "my cart", "your cart", "shopping cart", "bag", "basket", "my basket", "wishlist", "notifications",
    "warenkorb", "panier", "carrito", "carrello", "carrinho", "winkelwagen", "koszyk", "カート", "购物车",
];
