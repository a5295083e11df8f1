using TradingDaemon.Domain.Instruments;
using TradingDaemon.Domain.Measures;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Coinbase;

/// <summary>Coinbase's names of products: base and quote with a dash between. What has more dashes is a future, and stays as it is.</summary>
internal sealed class CoinbaseSymbols
{
    private readonly NameTable _pairs = new();

    /// <summary>
    /// Learns that prices told of the market in dollars are those of a pair in USDC that is watched: the venue has one book for both and
    /// tells it under the former name. Where both are watched, the pair in dollars has them.
    /// </summary>
    public void LearnMerged(IReadOnlyList<Instrument> watched)
    {
        foreach (var instrument in watched.Where(static one => one.Quote.Code == "USDC"))
            if (watched.All(other => other.Base != instrument.Base || other.Quote != Currency.Usd)) _pairs.Learn($"{instrument.Base.Code}-USD", instrument.Symbol.Text);
    }

    /// <summary>The canonical name of a product; null when there is none.</summary>
    public string? Pair(ReadOnlySpan<byte> product) => product.IsEmpty ? null : _pairs.Find(product, Canonical);

    /// <summary>What prices of a canonical symbol are in; null when it does not say.</summary>
    public static string? QuoteOf(string? symbol) => symbol?.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? symbol[(slash + 1)..] : null;

    private static string Canonical(string product) => product.Count(static letter => letter == '-') == 1 ? product.Replace('-', '/') : product;
}
