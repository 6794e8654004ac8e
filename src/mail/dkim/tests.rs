//! The example of RFC 8463, appendix A: one message, signed with both algorithms.

use super::*;

const KEYS: [(&str, &str); 2] = [
    (
        "brisbane._domainkey.football.example.com",
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
    ),
    (
        "test._domainkey.football.example.com",
        "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB",
    ),
];

const MESSAGE: &str = "\
DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
";

fn judged(message: &str, keys: &[(&str, &str)]) -> String {
    judge(message.as_bytes(), &Keys::of(keys), DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_000))
}

#[test]
fn both_signatures_of_the_standards_example_pass_with_their_keys() {
    let pass = "signed for football.example.com: pass (key from brisbane._domainkey.football.example.com.txt); \
                signed for football.example.com: pass (key from test._domainkey.football.example.com.txt)";
    assert_eq!(judged(MESSAGE, &KEYS), pass);
    assert_eq!(judged(&MESSAGE.replace('\n', "\r\n"), &KEYS), pass, "saved with its own line ends");
    let touched_on_the_way = MESSAGE.replace("Subject: Is dinner", "SUBJECT:   Is\tdinner") + "\n\n";
    assert_eq!(judged(&touched_on_the_way, &KEYS), pass, "relaxed");
}

#[test]
fn without_a_key_the_body_is_still_held_against_its_hash() {
    let unknown = "signed for football.example.com: not verified: no key for test at football.example.com";
    assert!(judged(MESSAGE, &[]).ends_with(&format!("{unknown}; body intact")));
    let altered = MESSAGE.replace("lost", "won");
    assert!(judged(&altered, &[]).ends_with(&format!("{unknown}; body altered")));
}

#[test]
fn whatever_was_altered_fails() {
    let rsa = &KEYS[1..];
    let fails = [
        (MESSAGE.replace("lost", "won"), "fail, body altered"),
        (MESSAGE.replace("Is dinner", "Is lunch"), "fail, a signed header was altered"),
        (MESSAGE.replace("t=1528637909", "t=1528637908"), "fail, a signed header was altered"),
        (MESSAGE.replace("t=1528637909", "x=1528637909"), "fail, a signed header was altered"),
        (MESSAGE.replace("b=F45d", "b=F46d"), "fail, a signed header was altered"),
        (MESSAGE.replace("From: Joe", "From: Eve <eve@evil.example>\nFrom: Joe"), "fail, a signed header"),
        (MESSAGE.replace("t=1528637909", "l=99999"), "fail, the body is shorter"),
        (MESSAGE.replace("a=rsa-sha256", "a=rsa-sha1"), "not verified: rsa-sha1 proves nothing any more"),
        (MESSAGE.replace("a=rsa-sha256", "a=ed25519-sha256"), "fail, the key is of another kind"),
        (
            MESSAGE.replace("i=@football.example.com", "i=@ball.example.com"),
            "cannot be read: its i= is outside",
        ),
        (MESSAGE.replace("from :", "cc :"), "cannot be read: it does not cover From"),
        (MESSAGE.replace("v=1;", "v=1; v=1;"), "cannot be read: its v= comes twice"),
        (MESSAGE.replace("b=F45d", "b=#"), "cannot be read: its b= is no base64"),
    ];
    for (message, why) in fails {
        let said = judged(&message, rsa);
        let last = said.rsplit("; ").next().unwrap();
        assert!(last.contains(why), "{why}: {said}");
        assert!(!last.contains("pass"), "{said}");
    }
    let revoked = judged(MESSAGE, &[("test._domainkey.football.example.com", "v=DKIM1; p=")]);
    assert!(
        revoked.ends_with("the key in test._domainkey.football.example.com.txt was revoked; body intact")
    );
    assert_eq!(judged("From: a@b.example\n\nHello\n", &KEYS), "not signed");
}
