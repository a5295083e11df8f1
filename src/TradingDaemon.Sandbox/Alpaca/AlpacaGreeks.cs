using System.Globalization;
using TradingDaemon.Exchange.Orders;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Floor;

namespace TradingDaemon.Sandbox.Alpaca;

/// <summary>
/// How an option moves with its share, where that is traded here too: by the formula of Black and Scholes (1973) without interest, at a volatility of 30 % a year. It is for
/// having plausible numbers to reckon with, not for pricing anything.
/// </summary>
internal static class AlpacaGreeks
{
    private const int SuffixLength = 15; // yymmdd, C or P, a thousand times the strike in eight digits
    private const double VolatilityYear = 0.3;
    private const double DaysYear = 365;

    /// <summary>Delta from −1 to 1, and gamma; null where the share is not traded here or nobody quotes it, and once the contract has expired.</summary>
    public static (double Delta, double Gamma)? Of(ExchangeFloor floor, AlpacaMarkets markets, AlpacaMarket option, DateTimeOffset now)
    {
        var (root, suffix) = (option.Symbol[..^SuffixLength], option.Symbol[^SuffixLength..]);
        if (markets.OfSymbol(root, AlpacaMarket.Shares) is not { } share) return null;
        var (bid, ask) = (AlpacaRows.Best(floor, share, Side.Buy).Price, AlpacaRows.Best(floor, share, Side.Sell).Price);
        if (bid <= 0m || ask <= 0m) return null;
        var strike = double.Parse(suffix[7..], CultureInfo.InvariantCulture) / 1000;
        var years = (DateTime.ParseExact(suffix[..6], "yyMMdd", CultureInfo.InvariantCulture).AddDays(1) - now.UtcDateTime).TotalDays / DaysYear;
        if (years <= 0) return null;
        var (price, spread) = ((double)(bid + ask) / 2, VolatilityYear * Math.Sqrt(years));
        var likely = ((Math.Log2(price / strike) / Math.Log2(Math.E)) + (spread * spread / 2)) / spread;
        return (Below(likely) - (suffix[6] == 'P' ? 1 : 0), Density(likely) / (price * spread));
    }

    private static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    // The share of a normal distribution below x, to seven digits: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17.
    private static double Below(double x)
    {
        var t = 1 / (1 + (0.2316419 * Math.Abs(x)));
        var above = Density(x) * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return x < 0 ? above : 1 - above;
    }
}
