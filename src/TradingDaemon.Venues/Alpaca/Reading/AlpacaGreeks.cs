using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.MarketData;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>Reads Greeks out of snapshots of options. Each part of a snapshot may be missing.</summary>
internal static class AlpacaGreeks
{
    /// <summary>Those of every option that has them, and a quote that tells of when they are. What cannot be so is left out: nobody trades by a delta above one.</summary>
    public static List<(Symbol Option, OptionGreeks Greeks)> Read(WireValue body)
    {
        var told = new List<(Symbol, OptionGreeks)>();
        foreach (var one in body["snapshots"u8])
        {
            var greeks = one.Value["greeks"u8];
            if (greeks["delta"u8].AsDecimal() is >= -1m and <= 1m and var delta && greeks["gamma"u8].AsDecimal() is >= 0m and var gamma && WireTime.OfText(one.Value["latestQuote"u8]["t"u8]) is { } at)
                told.Add((new Symbol(System.Text.Encoding.UTF8.GetString(one.Name)), new OptionGreeks(delta, gamma, at.Moment)));
        }

        return told;
    }
}
