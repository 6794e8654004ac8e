//! Whole pages in each of the ten languages: what is no policy is named, what only speaks of such things
//! is read.

use super::*;
use crate::normalize::{Input, normalize};

use QuarantineKind::{Blocked, ConsentWall, ErrorPage, Login, Redirect, Shell};

const LANGUAGES: [&str; 10] = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ja", "zh"];

fn kind_of(html: &str) -> Option<QuarantineKind> {
    let page = Snapshot {
        source: "p".to_owned(),
        final_source: "p".to_owned(),
        redirects: Vec::new(),
        status: 200,
        headers: Vec::new(),
        body: html.as_bytes().to_vec(),
        fetched_at: "2026-11-20T12:00:00Z".parse().unwrap(),
    };
    let document = normalize(&Input { bytes: html.as_bytes(), content_type: None, name: Some("p.html") });
    of_part(&document, &page, None).map(|finding| finding.kind)
}

/// A page as servers send it: title, heading, a sentence, and links around.
fn page(language: &str, heading: &str, text: &str) -> String {
    format!(
        "<html lang={language}><head><title>{heading} - Acme</title></head><body><nav><a href=/>Acme</a></nav>\
         <main><h1>{heading}</h1><p>{text}</p><p><a href=/>Acme</a></p></main></body></html>"
    )
}

#[test]
fn the_tables_cover_every_kind_in_every_language() {
    for language in LANGUAGES {
        for kind in [Blocked, ErrorPage, Login, Redirect, Shell, ConsentWall] {
            let found = phrases::SIGNS.iter().find(|(of, spoken, _)| *of == kind && *spoken == language);
            assert!(found.is_some_and(|(.., phrases)| phrases.len() >= 3), "{kind:?} {language}");
        }
        assert!(
            phrases::CHOICES.iter().any(|(of, choices)| *of == language && choices.len() >= 6),
            "{language}"
        );
    }
}

#[test]
fn pages_that_are_no_policy_are_named_in_every_language() {
    #[rustfmt::skip]
    let rows = [
        (ErrorPage, "en", "Oops!", "We can't find the page you're looking for. It may have moved."),
        (ErrorPage, "de", "Hoppla!", "Die gesuchte Seite konnte nicht gefunden werden. Vielleicht wurde sie verschoben."),
        (ErrorPage, "fr", "Oups !", "La page que vous cherchez est introuvable ou n'existe plus."),
        (ErrorPage, "es", "¡Vaya!", "La página que buscas no existe o se ha movido."),
        (ErrorPage, "it", "Ops!", "La pagina che stai cercando non esiste o è stata spostata."),
        (ErrorPage, "pt", "Ops!", "A página que você está procurando não existe ou foi removida."),
        (ErrorPage, "nl", "Oeps!", "De pagina die je zoekt bestaat niet of is verplaatst."),
        (ErrorPage, "pl", "Ups!", "Strona, której szukasz, nie istnieje lub została przeniesiona."),
        (ErrorPage, "ja", "エラー", "お探しのページは見つかりませんでした。移動または削除された可能性があります。"),
        (ErrorPage, "zh", "抱歉", "您访问的页面不存在,可能已被删除或移动。"),
        (Blocked, "en", "One more step", "Please verify you are a human by completing the check below."),
        (Blocked, "de", "Einen Moment", "Bitte bestätigen Sie, dass Sie ein Mensch sind, um fortzufahren."),
        (Blocked, "fr", "Un instant", "Vérifiez que vous êtes humain en effectuant l'action ci-dessous."),
        (Blocked, "es", "Un momento", "Verifique que es humano completando la siguiente acción."),
        (Blocked, "it", "Un momento", "Verifica di essere umano completando l'azione seguente."),
        (Blocked, "pt", "Um momento", "Verifique se você é humano concluindo a ação abaixo."),
        (Blocked, "nl", "Een ogenblik", "Controleer of u een mens bent door de onderstaande actie uit te voeren."),
        (Blocked, "pl", "Chwileczkę", "Potwierdź, że jesteś człowiekiem, wykonując poniższą czynność."),
        (Blocked, "ja", "お待ちください", "以下の操作を完了して、人間であることを確認してください。"),
        (Blocked, "zh", "请稍候", "请完成以下操作,确认您是真人。"),
        (Login, "en", "Welcome back", "Please sign in to continue. Forgot your password?"),
        (Login, "de", "Willkommen zurück", "Bitte melden Sie sich an, um fortzufahren. Passwort vergessen?"),
        (Login, "fr", "Bon retour", "Veuillez vous connecter pour continuer. Mot de passe oublié ?"),
        (Login, "es", "Hola de nuevo", "Inicia sesión para continuar. ¿Olvidaste tu contraseña?"),
        (Login, "it", "Bentornato", "Accedi per continuare. Hai dimenticato la password?"),
        (Login, "pt", "Bem-vindo de volta", "Faça login para continuar. Esqueceu sua senha?"),
        (Login, "nl", "Welkom terug", "Log in om verder te gaan. Wachtwoord vergeten?"),
        (Login, "pl", "Witaj ponownie", "Zaloguj się, aby kontynuować. Nie pamiętasz hasła?"),
        (Login, "ja", "おかえりなさい", "続行するにはログインしてください。パスワードをお忘れですか。"),
        (Login, "zh", "欢迎回来", "请先登录后继续。忘记密码?"),
        (Redirect, "en", "Redirecting", "You are being redirected. If nothing happens, follow the link."),
        (Redirect, "de", "Weiterleitung", "Sie werden weitergeleitet. Falls nichts geschieht, folgen Sie dem Link."),
        (Redirect, "fr", "Redirection", "Vous allez être redirigé. Si rien ne se passe, suivez le lien."),
        (Redirect, "es", "Redirigiendo", "Está siendo redirigido. Si no ocurre nada, siga el enlace."),
        (Redirect, "it", "Reindirizzamento", "Stai per essere reindirizzato. Se non succede nulla, segui il link."),
        (Redirect, "pt", "Redirecionando", "Você está sendo redirecionado. Se nada acontecer, siga o link."),
        (Redirect, "nl", "Doorsturen", "U wordt doorgestuurd. Gebeurt er niets, volg dan de link."),
        (Redirect, "pl", "Przekierowanie", "Zostaniesz przekierowany. Jeśli nic się nie dzieje, kliknij odnośnik."),
        (Redirect, "ja", "移動中", "新しいページにリダイレクトしています。移動しない場合はリンクを押してください。"),
        (Redirect, "zh", "跳转", "正在跳转到新页面,如果没有自动跳转请点击链接。"),
        (Shell, "en", "Acme", "You need to enable JavaScript to run this app."),
        (Shell, "de", "Acme", "Bitte aktivieren Sie JavaScript, um diese Seite zu sehen."),
        (Shell, "fr", "Acme", "Veuillez activer JavaScript pour afficher cette page."),
        (Shell, "es", "Acme", "Habilita JavaScript para ver esta página."),
        (Shell, "it", "Acme", "Abilita JavaScript per visualizzare questa pagina."),
        (Shell, "pt", "Acme", "Ative o JavaScript para ver esta página."),
        (Shell, "nl", "Acme", "Schakel JavaScript in om deze pagina te bekijken."),
        (Shell, "pl", "Acme", "Włącz JavaScript, aby zobaczyć tę stronę."),
        (Shell, "ja", "Acme", "このページを表示するにはJavaScriptを有効にしてください。"),
        (Shell, "zh", "Acme", "请启用JavaScript后查看此页面。"),
    ];
    for (kind, language, heading, text) in rows {
        assert_eq!(kind_of(&page(language, heading, text)), Some(kind), "{language} {text}");
    }
    for language in LANGUAGES {
        assert_eq!(rows.iter().filter(|row| row.1 == language).count(), 5, "{language}");
    }
}

#[test]
fn walls_are_named_whether_their_choices_are_buttons_or_words() {
    #[rustfmt::skip]
    let rows = [
        ("en", "Before you continue", "We use cookies to deliver our services, to measure reach and to show advertising that suits you.", "Accept all", "Reject all"),
        ("de", "Bevor Sie fortfahren", "Wir verwenden Cookies, um unsere Dienste bereitzustellen, die Reichweite zu messen und passende Werbung zu zeigen.", "Alle akzeptieren", "Alle ablehnen"),
        ("fr", "Avant de continuer", "Nous utilisons des cookies pour fournir nos services, mesurer l'audience et afficher des annonces adaptées.", "Tout accepter", "Tout refuser"),
        ("es", "Antes de continuar", "Utilizamos cookies para prestar nuestros servicios, medir la audiencia y mostrar anuncios adecuados.", "Aceptar todo", "Rechazar todo"),
        ("it", "Prima di continuare", "Utilizziamo i cookie per fornire i nostri servizi, misurare il pubblico e mostrare annunci adatti.", "Accetta tutto", "Rifiuta tutto"),
        ("pt", "Antes de continuar", "Usamos cookies para prestar os nossos serviços, medir o público e mostrar anúncios adequados.", "Aceitar tudo", "Rejeitar tudo"),
        ("nl", "Voordat je verdergaat", "Wij gebruiken cookies om onze diensten te leveren, het bereik te meten en passende advertenties te tonen.", "Alles accepteren", "Alles afwijzen"),
        ("pl", "Zanim przejdziesz dalej", "Używamy plików cookie, aby świadczyć usługi, mierzyć zasięg i wyświetlać dopasowane reklamy.", "Zaakceptuj wszystko", "Odrzuć wszystko"),
        ("ja", "続行する前に", "当社はサービスの提供、測定、広告の表示のためにCookieを使用しています。", "すべて同意", "すべて拒否"),
        ("zh", "在继续之前", "我们使用Cookie来提供服务、衡量访问情况并展示合适的广告。", "全部接受", "全部拒绝"),
    ];
    for (language, heading, text, accept, reject) in rows {
        for around in ["p", "button"] {
            let html = format!(
                "<html lang={language}><body><div><h1>{heading}</h1><p>{text}</p>\
                 <{around}>{accept}</{around}><{around}>{reject}</{around}></div></body></html>"
            );
            assert_eq!(kind_of(&html), Some(ConsentWall), "{language} {around}");
        }
    }
}

#[test]
fn policies_that_speak_of_walls_errors_and_passwords_are_read_in_every_language() {
    #[rustfmt::skip]
    let rows = [
        ("en", "Cookie Policy", "We use cookies to keep you signed in. Our banner lets you accept all or reject all of them. If an error occurred while we saved your choice, we ask again. We use a CAPTCHA to keep robots out, and the site may be temporarily unavailable during scheduled maintenance. You keep your password secret and tell us if you forgot it."),
        ("de", "Cookie-Richtlinie", "Wir verwenden Cookies, damit Sie angemeldet bleiben. Im Banner können Sie alle akzeptieren oder alle ablehnen. Ist beim Speichern ein Fehler aufgetreten, fragen wir erneut. Eine Sicherheitsüberprüfung hält Automaten fern, und während der Wartungsarbeiten kann der Dienst vorübergehend nicht verfügbar sein. Haben Sie Ihr Passwort vergessen, setzen wir es zurück."),
        ("fr", "Politique relative aux cookies", "Nous utilisons des cookies pour que vous restiez connecté. Le bandeau vous permet de tout accepter ou de tout refuser. Si une erreur est survenue, nous vous posons la question à nouveau. Pendant la maintenance, le service peut être temporairement indisponible. En cas de mot de passe oublié, nous vous en envoyons un autre."),
        ("es", "Política de cookies", "Utilizamos cookies para que siga conectado. El aviso le permite aceptar todo o rechazar todo. Si se ha producido un error, se lo preguntamos de nuevo. Durante el mantenimiento, el servicio puede estar temporalmente no disponible. Si olvidó su contraseña, le enviamos otra por correo."),
        ("it", "Informativa sui cookie", "Utilizziamo i cookie per mantenerla connessa. Il banner le permette di scegliere accetta tutto o rifiuta tutto. Se si è verificato un errore, lo chiediamo di nuovo. Durante la manutenzione il servizio può essere temporaneamente non disponibile. In caso di password dimenticata ne inviamo una nuova."),
        ("pt", "Política de cookies", "Usamos cookies para que continue ligado. O aviso permite aceitar tudo ou rejeitar tudo. Se ocorreu um erro, voltamos a perguntar. Durante a manutenção o serviço pode estar temporariamente indisponível. Se esqueceu a senha, enviamos outra por correio eletrónico."),
        ("nl", "Cookiebeleid", "Wij gebruiken cookies om u aangemeld te houden. In de balk kunt u alles accepteren of alles afwijzen. Als er een fout is opgetreden, vragen wij het opnieuw. Tijdens onderhoudswerkzaamheden kan de dienst tijdelijk niet beschikbaar zijn. Bent u uw wachtwoord vergeten, dan sturen wij een nieuw."),
        ("pl", "Polityka plików cookie", "Używamy plików cookie, aby utrzymać logowanie. Baner pozwala wybrać: zaakceptuj wszystko albo odrzuć wszystko. Jeśli wystąpił błąd, pytamy ponownie. W czasie przerwy technicznej usługa może być tymczasowo niedostępna. Jeśli nie pamiętasz hasła, wyślemy nowe."),
        ("ja", "クッキーポリシー", "当社はログイン状態を保つためにCookieを使用しています。バナーですべて同意またはすべて拒否を選ぶことができます。保存中にエラーが発生しました場合は、もう一度お尋ねします。メンテナンス中はサービスを利用できませんことがあります。パスワードをお忘れの場合は再設定をご案内します。"),
        ("zh", "Cookie政策", "我们使用Cookie以保持您的登录状态。您可以在横幅中选择全部接受或全部拒绝。如果保存时发生错误,我们会再次询问。系统维护期间服务可能暂时无法使用。如果您忘记密码,我们会发送新的密码。我们不会将这些信息出售给任何第三方。"),
    ];
    for (language, heading, text) in rows {
        let buttons = "<div class=cookie-banner><button>OK</button></div>";
        let html = page(language, heading, text).replace("</body>", &format!("{buttons}</body>"));
        assert_eq!(kind_of(&html), None, "{language}");
    }
}

#[test]
fn short_policies_are_policies() {
    let short = "<h1>Refunds</h1><p>We refund every order within 14 days. Write to help@acme.example and name the order; the money \
                 goes back the way it came.</p>";
    assert_eq!(kind_of(&format!("<body><main>{short}</main></body>")), None);
    let notice = "<h1>Privacy notice</h1><p>We set no cookies and keep no logs. There is nothing to accept or to reject.</p>";
    assert_eq!(kind_of(&format!("<body>{notice}</body>")), None);
}
