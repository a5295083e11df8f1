using System.Text.Json;
using NUnit.Framework;
using TradingDaemon.Operations.Secrets;

namespace TradingDaemon.Tests.Operations.Secrets;

public sealed class SecretRedactorTests
{
    [TestCase("Authorization: Bearer abc.def", "Authorization: Bearer ***")]
    [TestCase("GetWebSocketsToken failed: EAPI:Invalid signature", "GetWebSocketsToken failed: EAPI:Invalid signature", Description = "a call is named, and why it failed")]
    [TestCase("authorization=abc", "authorization=***")]
    [TestCase("{\"Authorization\":\"Basic dXNlcjpwdw==\"}", "{\"Authorization\":\"Basic ***\"}")]
    [TestCase("GET https://x/y?apikey=abc&z=1", "GET https://x/y?apikey=***&z=1")]
    [TestCase("GET https://x/y?api_key=abc", "GET https://x/y?api_key=***")]
    [TestCase("GET /y?key=abc&n=2", "GET /y?key=***&n=2")]
    [TestCase("GET /y?timestamp=1&signature=ab12&recvWindow=5", "GET /y?timestamp=1&signature=***&recvWindow=5")]
    [TestCase("/stream?access_token=a.b.c#x", "/stream?access_token=***")]
    [TestCase("X-MBX-APIKEY: abc", "X-MBX-APIKEY: ***")]
    [TestCase("APCA-API-KEY-ID: a; APCA-API-SECRET-KEY: b", "APCA-API-KEY-ID: ***; APCA-API-SECRET-KEY: ***")]
    [TestCase("API-Sign: q/w+e==", "API-Sign: ***")]
    [TestCase("venueApiKey=abc", "venueApiKey=***")]
    [TestCase("Host=db;Password=p w;Username=u", "Host=db;Password=*** w;Username=u")]
    [TestCase("{\"password\":\"two words, and more\",\"a\":1}", "{\"password\":\"***\",\"a\":1}")]
    [TestCase("{\"password\":\"a\\\"b\",\"c\":1}", "{\"password\":\"***\",\"c\":1}")]
    [TestCase("{\\\"secret\\\":\\\"two words\\\"}", "{\\\"secret\\\":\\\"***\\\"}")]
    [TestCase("postgres://user:pw@host/db", "postgres://***@host/db")]
    [TestCase("https://chat.example/bot123456:AAE-x_y/send", "https://chat.example/bot***/send")]
    [TestCase("pwd: abc", "pwd: ***")]
    public void Redact_WhatLooksLikeASecret_IsMasked(string text, string expected) => Assert.That(new SecretRedactor().Redact(text), Is.EqualTo(expected));

    [TestCase("Order abc-1-7 filled 0.5 at 30000.10")]
    [TestCase("https://host:8080/path?symbol=BTCUSDT&limit=5")]
    [TestCase("monkey: 1, design=2, compass: north")]
    [TestCase("12:30:01 rule=quote_fresh limit=2 asked=3")]
    [TestCase("")]
    public void Redact_InnocentText_IsTheSameInstance(string text) => Assert.That(new SecretRedactor().Redact(text), Is.SameAs(text));

    [Test]
    public void Redact_RegisteredValueInAnySpelling_IsMasked([Values(11, 12, 13, 14)] int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        const string alphabet = "abcXYZ0189+/=\"\\&<>'%äé€ ~!";
        for (var round = 0; round < 200; round++)
        {
            var secret = "s" + new string(random.GetItems<char>(alphabet, 8 + random.Next(30))) + "e";
            var redactor = new SecretRedactor();
            Assert.That(redactor.Register(secret), Is.True);
            string[] lines = [$"it was {secret}!", JsonSerializer.Serialize(new { a = secret }), "/x?q=" + Uri.EscapeDataString(secret)];
            foreach (var line in lines) Assert.That(redactor.Redact(line), Does.Contain("***").And.Not.Contain(secret), line);
        }
    }

    [Test]
    public void Register_OneInsideTheOther_LeavesNoRest()
    {
        var redactor = new SecretRedactor();
        redactor.Register("abcdef");
        redactor.Register("abcdefghij");
        Assert.That(redactor.Redact("x abcdefghij y abcdef z"), Is.EqualTo("x *** y *** z"));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase(" abc  ")]
    public void Register_TooShort_IsRefusedAndSaysSo(string? secret) => Assert.That(new SecretRedactor().Register(secret), Is.False);

    [TestCase("ApiKey", true)]
    [TestCase("venue.secret", true)]
    [TestCase("VenueApiSecret", true)]
    [TestCase("Authorization", true)]
    [TestCase("Password", true)]
    [TestCase("Pwd", true)]
    [TestCase("Symbol", false)]
    [TestCase("KeyCount", false)]
    [TestCase("Compass", false)]
    public void IsSecretName_Name_IsJudged(string name, bool expected) => Assert.That(SecretRedactor.IsSecretName(name), Is.EqualTo(expected));

    [Test]
    public void Redact_LongHostileText_IsLinear()
    {
        var text = new string('a', 200_000) + ":" + new string(' ', 200_000) + "=" + string.Concat(Enumerable.Repeat("://u", 20_000));
        Assert.That(new SecretRedactor().Redact(text), Is.SameAs(text));
    }
}
