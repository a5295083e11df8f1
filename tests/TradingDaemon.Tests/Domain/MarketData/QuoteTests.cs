using NUnit.Framework;
using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Tests.Domain.MarketData;

public sealed class QuoteTests
{
    private static readonly DateTimeOffset At = new(2024, 8, 8, 12, 0, 0, TimeSpan.Zero);

    [TestCase("100", "100", "100", "0")]
    [TestCase("99.9", "100.1", "100", "0.002")]
    [TestCase("0.00000001", "0.00000003", "0.00000002", "1")]
    public void Mid_AndSpread_AreExact(string bid, string ask, string mid, string spread)
    {
        var quote = Of(Number(bid), Number(ask));
        Assert.Multiple(() =>
        {
            Assert.That(quote.Mid, Is.EqualTo(Number(mid)));
            Assert.That(quote.SpreadFraction, Is.EqualTo(Number(spread)));
        });
    }

    [Test]
    public void AgeAt_CountsFromTheReceiveTime() => Assert.That(Of(1m, 2m).AgeAt(At.AddSeconds(5)), Is.EqualTo(TimeSpan.FromSeconds(4)));

    [Test]
    public void Mid_OfADefaultQuote_FailsLoudly() => Assert.That(() => default(Quote).Mid, Throws.TypeOf<System.Diagnostics.UnreachableException>());

    private static Quote Of(decimal bid, decimal ask) => new(new InstrumentId(3), Price.From(bid), 1m, Price.From(ask), null, At, At.AddSeconds(1));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture);
}
