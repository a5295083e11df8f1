using NUnit.Framework;
using TradingDaemon.Domain.Facts;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Risk;
using TradingDaemon.Domain.Signals;
using TradingDaemon.Storage.Json;
using TradingDaemon.Tests.Storage.Support;

namespace TradingDaemon.Tests.Storage.Json;

public sealed class FactJsonTests
{
    public static IEnumerable<Type> Kinds => FactSource.Kinds;

    [TestCaseSource(nameof(Kinds))]
    public void Deserialize_WhatSerializeWrote_IsEqualAndSpelledTheSame(Type kind)
    {
        const int seed = 21;
        var source = new FactSource(seed);
        for (var round = 0; round < 300; round++)
        {
            var fact = source.Fact(kind);
            var json = FactJson.Serialize(fact);
            var back = FactJson.Deserialize(json);
            Assert.That(back, Is.EqualTo(fact), $"seed {seed}, round {round}: {json}");
            Assert.That(FactJson.Serialize(back), Is.EqualTo(json), $"seed {seed}, round {round}");
        }
    }

    [Test]
    public void KindOf_EveryKind_IsKnownAndUnique()
    {
        var source = new FactSource(22);
        Assert.That(FactSource.Kinds.Select(kind => FactJson.KindOf(source.Fact(kind))), Is.Unique.And.EquivalentTo(FactJson.KnownKinds));
    }

    [Test]
    public void Serialize_Refusal_IsReadable() =>
        Assert.That(
            FactJson.Serialize(new Fact.SignalRefused(new StrategyId("momentum"), new Symbol("BTC/USD"), SignalKind.Buy, RiskRule.PositionMax, 0.20m, 0.215m, "größer als 20 %")),
            Is.EqualTo("""{"$type":"signal-refused","strategy":"momentum","symbol":"BTC/USD","kind":"Buy","rule":"PositionMax","limit":"0.20","asked":"0.215","detail":"größer als 20 %","origin":null,"further":null}"""));

    [TestCase("""{"$type":"star-born","name":"x"}""", "'star-born' is no kind")]
    [TestCase("""{"currency":"USD"}""", "'(none)' is no kind")]
    [TestCase("""{"$type":7}""", "'(none)' is no kind")]
    [TestCase("not json", "'(none)' is no kind")]
    [TestCase("", "'(none)' is no kind")]
    [TestCase("null", "null")]
    [TestCase("""{"$type":"cash-moved","currency":"USD","amount":"1","reason":"r","tax":"2"}""", "'cash-moved' cannot be read")]
    [TestCase("""{"$type":"cash-moved","currency":"USD","amount":"1"}""", "'cash-moved' cannot be read")]
    [TestCase("""{"$type":"cash-moved","currency":null,"amount":"1","reason":"r"}""", "'cash-moved' cannot be read")]
    [TestCase("""{"$type":"cash-moved","currency":"USD","amount":1.5,"reason":"r"}""", "'cash-moved' cannot be read")]
    [TestCase("""{"$type":"cash-moved","currency":"USD","amount":"1,5","reason":"r"}""", "'cash-moved' cannot be read")]
    [TestCase("""{"$type":"cash-moved","currency":"USD","amount":"1","reason":"r"} x""", "'cash-moved' cannot be read")]
    [TestCase("""{"$type":"strategy-moved","strategy":"s","condition":"Dreaming","reason":"r"}""", "'strategy-moved' cannot be read")]
    [TestCase("""{"$type":"strategy-moved","strategy":5,"condition":"Running","reason":"r"}""", "'strategy-moved' cannot be read")]
    [TestCase("""{"$type":"order-intended","intent":{"terms":{"$type":"market","quantity":"0"}}}""", "'order-intended' cannot be read")]
    [TestCase("""{"$type":"order-intended","intent":{"terms":{"$type":"limit","price":"-1"}}}""", "'order-intended' cannot be read")]
    public void Deserialize_WhatThisVersionDidNotWrite_IsRefusedInWords(string json, string words) =>
        Assert.That(() => FactJson.Deserialize(json), Throws.TypeOf<InvalidDataException>().With.Message.Contains(words));
}
