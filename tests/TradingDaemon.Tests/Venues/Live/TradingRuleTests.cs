using System.Globalization;
using NUnit.Framework;
using TradingDaemon.Tests.Venues.Coinbase;
using TradingDaemon.Tests.Venues.Support;
using TradingDaemon.Venues.Live;

namespace TradingDaemon.Tests.Venues.Live;

/// <summary>Whether the steps of the configuration are the venue's, some of them together, or parts of one.</summary>
internal sealed class TradingRuleTests
{
    [TestCase("0.001", "0.01", null)]
    [TestCase("0.005", "0.05", null)]
    [TestCase("0.0009", "0.01", "lotSize 0.0009 and the venue lots of 0.001: a daemon that starts trades lots of 0.001")]
    [TestCase("0.0015", "0.01", "lotSize 0.0015 and the venue lots of 0.001: a daemon that starts trades lots of 0.002")]
    [TestCase("0.001", "0.0099", "tickSize 0.0099 and the venue ticks of 0.01: a daemon that starts prices on ticks of 0.01")]
    public void Unfitting_OfSteps(string lot, string tick, string? told)
    {
        var rule = new TradingRule(Orders.Bitcoin, "BTC-USD", 0.01m, 0.001m, null, null, null, null);
        var sentences = rule.Unfitting(CoinbaseScene.Bitcoin with { LotSize = Number(lot), TickSize = Number(tick) }).ToArray();
        Assert.That(sentences, told is null ? Is.Empty : Has.One.EqualTo($"BTC/USD has {told}"));
    }

    [Test]
    public void Unfitting_OfBothSteps_SaysBoth_AndOfWhatTheVenueDoesNotTell_Nothing()
    {
        var instrument = CoinbaseScene.Bitcoin with { LotSize = 0.0001m, TickSize = 0.001m };
        Assert.That(new TradingRule(Orders.Bitcoin, "BTC-USD", 0.01m, 0.001m, null, null, null, null).Unfitting(instrument).Count(), Is.EqualTo(2));
        Assert.That(new TradingRule(Orders.Bitcoin, "BTC-USD", null, null, null, null, null, null).Unfitting(instrument), Is.Empty);
        Assert.That(new TradingRule(Orders.Bitcoin, "BTC-USD", 0.01m, 0m, null, null, null, null) { TickSizeBelowOne = 0.0001m }.Unfitting(instrument), Is.Empty, "below a dollar its ticks are finer");
    }

    /// <summary>Steps are made coarser as far as the venue's want it, and never finer; what cannot be counted is left alone.</summary>
    [TestCase("0.00000001", "0.001", "0.001"), TestCase("0.001", "0.001", "0.001"), TestCase("0.0011", "0.001", "0.002"), TestCase("0.3", "0.2", "0.4"), TestCase("5", "0.001", "5"), TestCase("0.7", "0", "0.7"), TestCase("1000000", "0.0000000000000000000000000001", "1000000")]
    public void Fitted_OfALot_IsTheNextMultipleOfTheVenues(string own, string theirs, string used)
    {
        var rule = new TradingRule(Orders.Bitcoin, "BTC-USD", Number(theirs), Number(theirs), null, null, null, null);
        var fitted = rule.Fitted(CoinbaseScene.Bitcoin with { LotSize = Number(own), TickSize = Number(own) });
        Assert.That((fitted.LotSize, fitted.TickSize), Is.EqualTo((Number(used), Number(used))));
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
